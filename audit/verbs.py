"""The vocabulary of the audit trail: every verb, and the sentence that tells what happened.

A verb is `noun.past_participle`. Recording a verb that is not listed here is refused, so this page
is the whole of what the site can say that it did.
"""

from django.utils.translation import gettext_lazy as _

from core.rules import Text

ACCOUNTS: dict[str, Text] = {
    "invitation.accepted": _("An invitation was accepted."),
    "invitation.sent": _("A person was invited to an organisation."),
    "invitation.withdrawn": _("An invitation was withdrawn."),
    "membership.ended": _("A membership ended."),
    "membership.role_changed": _("A member's role changed."),
    "organisation.applied": _("An organisation applied to use the platform."),
    "organisation.corrected": _("An organisation changed what its page says."),
    "organisation.refused": _("An application was refused."),
    "organisation.reinstated": _("A suspended organisation was reinstated."),
    "organisation.suspended": _("An organisation was suspended."),
    "organisation.vetted": _("An organisation was vetted."),
    "user.corrected": _("Staff changed the details or rights of a login."),
    "user.deactivated": _("A login was deactivated."),
    "user.reactivated": _("A login was reactivated."),
    "user.second_factor_removed": _("A second factor was removed."),
    "user.second_factor_set": _("A second factor was set up."),
}

OFFICIALS: dict[str, Text] = {
    "officials.corrected": _("The directory of officials was corrected."),
    "officials.imported": _("Officials were imported from a file."),
}

EVIDENCE: dict[str, Text] = {
    "consent.expired": _("A consent to testimony expired."),
    "consent.recorded": _("A consent to testimony was recorded."),
    "consent.withdrawn": _("A consent to testimony was withdrawn."),
    "import.begun": _("A file of incidents was handed in."),
    "import.confirmed": _("An import of incidents was confirmed."),
    "import.ended": _("An import of incidents ended."),
    "import.published": _("The incidents of an import were approved for the public."),
    "import.stopped": _("An import of incidents was stopped."),
    "incident.checked": _("An incident was checked."),
    "incident.merged": _("An incident was found to be the same as another."),
    "incident.published": _("An incident was approved for the public."),
    "incident.reported": _("An incident was reported."),
    "incident.unpublished": _("An incident was taken back from the public."),
    "incident.written": _("An incident was changed."),
    "item.added": _("An item of evidence was added."),
    "item.graded": _("An item of evidence was graded."),
    "item.set_aside": _("An item of evidence was set aside."),
    "original.hidden": _("The public copy of a file was taken back."),
    "original.opened": _("An original file was opened."),
    "original.shown": _("The public copy of a file was approved."),
    "source.added": _("A source was added."),
    "source.written": _("A source was changed."),
    "testimony.approved": _("A testimony was approved for quotation."),
    "testimony.recorded": _("A testimony was recorded."),
    "testimony.written": _("A testimony was changed."),
}

SITUATIONS: dict[str, Text] = {
    "assessment.drafted": _("An assessment was drafted."),
    "assessment.returned": _("An assessment was returned to its author."),
    "assessment.submitted": _("An assessment was handed in for a second review."),
    "assessment.written": _("An assessment was worked on."),
    "brief.called_back": _("A brief was called back before its hour."),
    "brief.corrected": _("A published brief was corrected."),
    "brief.drafted": _("A brief was drafted."),
    "brief.embargo_lifted": _("The embargo of a brief was lifted early."),
    "brief.held_back": _("A brief was published under an embargo."),
    "brief.published": _("A brief was published."),
    "brief.retracted": _("A published brief was retracted."),
    "brief.returned": _("A brief was returned to its author."),
    "brief.revised": _("A published brief was revised."),
    "brief.scheduled": _("A brief was approved, to be published later."),
    "brief.submitted": _("A brief was handed in for review."),
    "brief.translated": _("A published brief was translated."),
    "brief.written": _("A brief was worked on."),
    "commitment.recorded": _("A commitment of a State was recorded."),
    "commitment.struck": _("A mistaken commitment of a State was struck out."),
    "commitment.withdrawn": _("It was recorded that a State withdrew a commitment."),
    "measure.checked": _("The monitoring of sanctions was logged."),
    "measure.recorded": _("A measure was logged."),
    "measure.removed": _("A measure that was logged was taken out."),
    "measure.updated": _("A measure that was logged was changed."),
    "outcome.drafted": _("A review of the outcome was drafted."),
    "outcome.returned": _("A review of the outcome was returned to its author."),
    "outcome.submitted": _("A review of the outcome was handed in."),
    "outcome.written": _("A review of the outcome was worked on."),
    "situation.archived": _("A situation was archived."),
    "situation.history_added": _("An assessment of an earlier day was added."),
    "situation.level_changed": _("The level of a situation changed."),
    "situation.monitoring_ended": _("The monitoring of a situation ended."),
    "situation.not_registered": _("A situation was assessed and not registered as R2P."),
    "situation.proposed": _("A situation was proposed."),
    "situation.reassessed": _("A situation was assessed anew, with the same level."),
    "situation.registered": _("A situation was registered as R2P."),
    "situation.reopened": _("A situation was reopened."),
    "situation.reviewed": _("The outcome of a situation was reviewed."),
    "situation.updated": _("The description of a situation was changed."),
    "worksheet.approved": _("A force worksheet was approved by a second person and is public."),
    "worksheet.approved_once": _("A force worksheet was approved by a first person."),
    "worksheet.drafted": _("A force worksheet was drafted."),
    "worksheet.returned": _("A force worksheet was returned to its author."),
    "worksheet.submitted": _("A force worksheet was handed in for two approvals."),
    "worksheet.withdrawn": _("A force worksheet was withdrawn."),
    "worksheet.written": _("A force worksheet was worked on."),
    "rota.set": _("The order of duty at a warning desk was set."),
    "warning.acknowledged": _("A warning was acknowledged."),
    "warning.added_to": _("Whoever sent a warning added to it."),
    "warning.answered": _("Whoever sent a warning was answered."),
    "warning.asked": _("Whoever sent a warning was asked a question."),
    "warning.closed": _("A warning was closed."),
    "warning.contact_erased": _("The address left with a warning was erased."),
    "warning.declined": _("A warning was not taken further, with a reason."),
    "warning.escalated": _("An overdue warning went on to somebody else."),
    "warning.handed_over": _("A warning was handed over to another organisation."),
    "warning.linked": _("A warning was added to a situation."),
    "warning.noted": _("A note was made on a warning."),
    "warning.opened_situation": _("A warning opened a situation."),
    "warning.received": _("A warning came in."),
    "warning.reopened": _("A warning that had ended began anew."),
    "warning.taken_over": _("Somebody took a warning over."),
    "warning.triage_begun": _("Somebody began to look into a warning."),
}

INTEGRITY: dict[str, Text] = {
    "alarm.acknowledged": _("Somebody looks into an alarm about a petition."),
    "alarm.closed": _("An alarm about a petition was closed."),
    "alarm.raised": _("An alarm about a petition was raised."),
    "sweep.begun": _("A sweep of signatures began."),
    "sweep.cancelled": _("A sweep of signatures was stopped midway."),
    "sweep.dropped": _("A sweep of signatures was given up before it ran."),
    "sweep.ended": _("A sweep of signatures ended."),
    "sweep.proposed": _("A sweep of signatures was proposed."),
    "sweep.undoing": _("A sweep of signatures is to be undone."),
    "sweep.undone": _("A sweep of signatures was undone."),
}

CAMPAIGNS: dict[str, Text] = {
    "campaign.approved": _("A campaign was approved."),
    "campaign.approved_once": _("A campaign was approved by a first person."),
    "campaign.cloned": _("A campaign was begun from another."),
    "campaign.closed": _("A campaign was closed."),
    "campaign.drafted": _("A campaign was drafted."),
    "campaign.edited": _("A draft of a campaign was changed."),
    "campaign.launched": _("A campaign was launched."),
    "campaign.opening_refused": _("A campaign could not be launched on its first day."),
    "campaign.paused": _("A campaign was paused."),
    "campaign.put_at_risk": _("At-risk mode was turned on in a campaign."),
    "campaign.report_overdue": _("A report to supporters is overdue."),
    "campaign.report_published": _("A campaign told its supporters what came of it."),
    "campaign.report_written": _("A report to supporters was worked on."),
    "campaign.resumed": _("A campaign was resumed."),
    "campaign.returned": _("A campaign was returned to its author."),
    "campaign.safety_reviewed": _("The safety of a campaign was reviewed."),
    "campaign.scheduled": _("A campaign was set to be launched on its first day."),
    "campaign.story_withdrawn": _("The story of a campaign was taken back."),
    "campaign.submitted": _("A campaign was handed in for approval."),
    "campaign.text_begun": _("A change of a campaign's text was begun."),
    "campaign.text_changed": _("The text of a campaign was changed in public, for a reason."),
    "campaign.text_dropped": _("A change of a campaign's text was given up."),
    "campaign.text_returned": _("A change of a campaign's text was returned to its writers."),
    "campaign.text_submitted": _("A change of a campaign's text was handed in."),
    "campaign.text_written": _("A text of a campaign was worked on."),
    "campaign.unscheduled": _("The launch of a campaign was left to people again."),
    "letter_action.launched": _("A letter campaign was launched."),
    "letters.held": _("Letters were held."),
    "paper.recorded": _("Signatures on paper were recorded."),
    "paper.refused": _("Signatures on paper were not verified."),
    "paper.verified": _("Signatures on paper were verified by a second person."),
    "petition.launched": _("A petition was launched."),
    "sign_on.accepted": _("An organisation was listed under a campaign."),
    "sign_on.refused": _("An organisation was not listed under a campaign."),
    "petition.names_erased": _("The names under a petition were erased, and its key destroyed."),
    "proof.asked": _("A petition asks for a proof of work from now on."),
    "proof.not_asked": _("A petition asks for no proof of work any more."),
    "signatures.held": _("Signatures were held for review."),
    "signatures.recounted": _("The signatures of a petition were recounted."),
    "signer.hidden": _("Staff took the name of a signer off a petition's page."),
    "switch.lifted": _("Something that staff had switched off was switched on again."),
    "switch.set": _("Staff switched something off."),
    "update.drafted": _("News of a campaign were begun."),
    "update.published": _("News of a campaign were published."),
    "update.returned": _("News of a campaign were returned to their author."),
    "update.submitted": _("News of a campaign were handed in."),
    "update.tested": _("News of a campaign were mailed to a member as a test."),
    "update.told": _("The signers who agreed were told news of a campaign."),
    "update.withdrawn": _("Published news of a campaign were taken back."),
    "update.written": _("News of a campaign were worked on."),
    "updates.ended": _("A signer ended the news of a campaign."),
    "voices.published": _("Words of supporters were shown."),
    "voices.refused": _("Words of supporters were not shown, or taken from the page."),
}

DELIVERIES: dict[str, Text] = {
    "delivery.acknowledged": _("A delivery was acknowledged by the office."),
    "delivery.approved": _("A delivery of signatures was approved."),
    "delivery.begun": _("A delivery of signatures was cut and begun."),
    "delivery.cancelled": _("A delivery of signatures was called off."),
    "delivery.code_given": _("A code for the files of a delivery was given out."),
    "delivery.drafted": _("A delivery of signatures was drafted."),
    "delivery.erased": _("The files of a delivery were erased."),
    "delivery.exported": _("The files of a delivery were fetched."),
    "delivery.handed_over": _("Signatures were handed over to an office."),
    "delivery.made": _("The files of a delivery were made."),
    "delivery.requested": _("A delivery of signatures was handed in for approval."),
    "delivery.retried": _("The making of a delivery that had stopped was tried again."),
    "delivery.returned": _("A delivery of signatures was returned to its author."),
    "delivery.written": _("A draft of a delivery was changed."),
}

ANSWERS: dict[str, Text] = {
    "answer.accepted": _("An answer of an office was accepted."),
    "answer.published": _("An answer of an office was published."),
    "answer.returned": _("An answer of an office was returned to whoever prepares it."),
    "answer.submitted": _("An answer of an office was handed in for publication."),
    "answer.withdrawn": _("An answer of an office was taken back."),
    "answer.written": _("The public text of an answer was worked on."),
    "clock.began": _("An office was reached: an answer is due."),
    "clock.extended": _("An office said that it will answer, and has more time."),
    "clock.overdue": _("An office did not answer in time."),
    "clock.resumed": _("The wait for an office's answer went on: the answer was taken back."),
    "clock.stopped": _("An office answered."),
    "clock.voided": _("What an office had been sent did not arrive after all."),
    "communication.cancelled": _("A mail to an office was called off before it left."),
    "communication.delivered": _("An office received a brief or a reminder."),
    "communication.drafted": _("A brief or a reminder to an office was prepared."),
    "communication.failed": _("A brief or a reminder did not reach an office."),
    "communication.sent": _("A brief or a reminder was sent to an office."),
    "office.asked_for_digest": _("An office asked for one summary a week."),
    "outcome_of_ask.checked": _("What an office did was checked by a second person."),
    "outcome_of_ask.noted": _("What an office did was noted."),
    "reply.accepted": _("A reply of an office was accepted as its answer."),
    "reply.filed": _("A mail of an office was filed."),
    "reply.matched": _("A person found what a mail of an office answers."),
    "reply.opened": _("Somebody opened the text of a private reply."),
    "reply.refused": _("A mail was found to be no answer of the office."),
    "reply.reopened": _("A reply is to be looked at again."),
    "step.chosen": _("A next step after an office's silence was chosen."),
    "step.done": _("A next step after an office's silence was done."),
    "step.dropped": _("A next step after an office's silence is not wanted."),
}

ALERTS: dict[str, Text] = {
    "subscriber.forgotten": _("A subscriber was forgotten."),
    "subscription.confirmed": _("A subscription was confirmed."),
    "subscription.ended": _("A subscription was ended."),
}

OUTBOX: dict[str, Text] = {
    "domain.limited": _("The number of workers that may send to a domain was set."),
    "domain.released": _("A domain that rested was tried again at once."),
    "incoming.read_again": _("A report that had come back was read again."),
    "message.cancelled": _("A message was cancelled."),
    "message.retried": _("A message was queued again."),
    "message.settled": _("An uncertain letter was found to have arrived."),
    "stream.paused": _("A stream of mail was paused."),
    "stream.resumed": _("A paused stream of mail was resumed."),
    "suppression.added": _("An address was put on the suppression list."),
    "suppression.lifted": _("An address was taken off the suppression list."),
}

PLATFORM: dict[str, Text] = {
    "demo.loaded": _("The demonstration data was loaded."),
    "person.forgotten": _("A person was forgotten."),
}

VERBS: dict[str, Text] = (
    ACCOUNTS
    | OFFICIALS
    | SITUATIONS
    | EVIDENCE
    | CAMPAIGNS
    | INTEGRITY
    | DELIVERIES
    | ANSWERS
    | ALERTS
    | OUTBOX
    | PLATFORM
)
