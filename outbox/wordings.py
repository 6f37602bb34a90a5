"""What mail systems say, in many words and languages, when they do not take a mail.

Each entry is a regular expression that is looked for anywhere in the reply, without regard to
letter case and after addresses and links have been taken out.
"""

import re

# About us: what we sent from, how much, or what a filter thinks of it.
POLICY = (
    r"(?:black|block|deny) ?list",
    r"\b(?:dns|uri)?[rd]bl\b",
    r"spamhaus|spamcop|barracuda|sorbs\b|uceprotect|proofpoint|cloudmark|senderscore|invaluement",
    r"reputation",
    r"\bspam",
    r"unsolicited",
    r"\bjunk mail\b",
    r"blocked (?:using|by|due|for|because|from)|(?:is|been|was|are) (?:temporarily )?blocked",
    r"(?:rejected|refused|denied|blocked|violat\w+)[^.]{0,40}\bpolic(?:y|ies)\b",
    r"\bpolicy (?:reasons?|violation|rejection|restrictions?)\b|local policy",
    r"\b(?:dmarc|dkim|spf)\b",
    r"not authenticated|unauthenticated (?:email|mail)|authentication (?:required|failed|checks)",
    r"reverse (?:dns|hostname)|\bptr\b|bad helo|helo command rejected",
    r"user complaints|complaint rate",
    r"relay(?:ing)? (?:access )?(?:is )?(?:denied|not (?:permitted|allowed)|prohibited)",
    r"unable to relay|not (?:allowed|permitted) to relay",
    r"\bvirus\b|malware|phish|content (?:rejected|filter)|message content",
    r"sender (?:address )?(?:is )?(?:rejected|denied|blocked|refused|not allowed)",
    r"not authori[sz]ed to send|only accepts? (?:mail|messages) from",
    r"спам|черн\w+ спис\w+|политик\w+ безопасности",
    r"垃圾邮件|黑名单|反垃圾|被拒绝?拦截",
    r"indésirable|liste noire|courrier non sollicité",
    r"lista negra|correo no deseado|schwarze liste|richtlinie",
)

# About how much or how fast we send. The remedy is the same: to leave that domain alone a while.
RATE = (
    r"rate[ -]?limit|throttl",
    r"too many (?:connections|messages|recipients|mails|emails|sessions)",
    r"(?:sending|unusual) rate|too (?:fast|quickly)|message rate|connection rate",
    r"exceeded (?:the )?(?:maximum )?(?:number of|connection|message|hourly|sending)",
    r"频率|过于频繁",
)

# About a mailbox that gets more than it may in an hour: neither ours nor for good.
BUSY_MAILBOX = (
    r"receiving (?:mail|email|messages) (?:at a rate|too)",
    r"(?:recipient|mailbox|user)[^.]{0,30}(?:rate|quota of messages per)",
)

# Whoever comes back in a few minutes is let in.
GREYLISTED = (r"gr[ea]y[ -]?list", r"try again (?:later|in)", r"\bpostgrey\b", r"please retry")

FULL = (
    r"(?:mail ?box|inbox|account|folder|user)[^.]{0,30}\b(?:is |has )?(?:full|over ?quota)\b",
    r"over (?:its |the |their |disk |storage |mail ?box )*quota|overquota|quota[- ]exceeded",
    r"(?:exceed\w*|beyond|above|reached)[^.]{0,30}(?:quota|storage|mail ?box (?:size|limit))",
    r"(?:quota|storage (?:limit|space|allocation)|mail ?box size)[^.]{0,30}(?:exceed|reached|full)",
    r"exceeded storage allocation|out of storage space|insufficient (?:mail ?box )?storage",
    r"\bfull (?:mail ?box|inbox)\b",
    r"(?:not enough|no) (?:storage|disk|mail ?box) space|mail ?box (?:has )?exceeds",
    r"boîte (?:aux lettres |mail |de réception )?(?:est )?(?:pleine|saturée)|quota dépassé",
    r"buzón (?:\w+ ){0,3}lleno|bandeja (?:\w+ ){0,3}llena|cuota excedida",
    r"postfach (?:\w+ ){0,3}voll|speicherplatz",
    r"casella (?:\w+ ){0,2}piena|caixa (?:\w+ ){0,3}cheia",
    r"ящик\w* (?:\w+ )?(?:перепол|запол)|превышен\w* квот|квота превышена",
    r"(?:邮箱|信箱|收件箱|郵箱)[^。]{0,8}(?:已满|已滿|满|空间不足)|容量不足",
    r"メールボックスが(?:一杯|いっぱい)",
)

# Our mail, not their mailbox: smaller or otherwise it would have been taken.
TOO_LARGE = (
    r"(?:message|mail) (?:size|is too|too) (?:exceed|large|big)",
    r"size[^.]{0,20}exceeds[^.]{0,25}size",
    r"message (?:exceeds|too)|maximum message size|too (?:large|big)",
)

# A noun for whom we write to, and that there is no such one. Both orders occur.
_WHO = (
    r"(?:user|users|mail ?box|recipient|recipients|address|addressee|account|alias|"
    r"e-?mail(?: account| address)?|username)"
)
GONE = (
    rf"\bno such {_WHO}|\bno (?:valid )?{_WHO} (?:here|found|by that|with that|matching|named)",
    r"\bno mail ?box\b|\bno (?:valid )?recipients?\b",
    rf"\b(?:unknown|invalid|bad|non-?existent|nonexisting|unrecogni[sz]ed|undeliverable|"
    rf"unroutable|unrouteable|illegal|dead) (?:local |virtual |destination |e-?mail |mail )*"
    rf"(?:{_WHO}|local[- ]part|alias)",
    rf"\b{_WHO}[^.;]{{0,40}}\b(?:unknown|not (?:be )?(?:found|known|exist\w*|valid|listed|"
    rf"recogni[sz]ed|active|local|a known|a valid|our)|invalid|"
    rf"un(?:recogni[sz]ed|available|deliverable)|"
    rf"does ?n[o']t exist|doesn.?t exist|do not exist|no longer|"
    rf"(?:has been |is |was |been )?(?:disabled|deactivated|inactive|suspended|closed|deleted|"
    rf"removed|terminated|discontinued|retired|expired))",
    r"(?:does not|doesn.?t) (?:have|like|handle|accept)[^.]{0,30}(?:account|user|recipient|here)",
    r"not (?:a )?(?:known|valid|listed in) (?:user|recipient|mailbox|address|domino|public)",
    r"not listed in (?:domino|public|the) ",
    r"unable to find (?:the )?(?:recipient|user)|could ?n[o']t be found|could not be found|"
    r"couldn.?t find|wasn.?t found|address not found|recipientnotfound|adr\.exrecipnotfound",
    r"(?:is|am|are) no longer (?:here|with|at|available|in use|valid|active|on server|employed)",
    r"(?:domain|host(?:name)?)[^.;]{0,60}(?:not found|does ?n[o']t exist|doesn.?t exist|unknown|"
    r"invalid)|unknown (?:domain|host)|nxdomain|no such domain|bad destination (?:host|system)",
    r"\bnull mx\b|does not accept mail|has no (?:mx|mail exchanger)|"
    r"no (?:valid )?mx (?:record|host)",
    r"unrouteable (?:mail )?domain|domain (?:was |is )?not (?:hosted|configured|handled) here",
    r"this user doesn.?t have|mailbox (?:has )?(?:moved|gone)|account that you tried to reach",
    r"(?:utilisateur|destinataire) inconnu|"
    r"adresse (?:\w+ ){0,3}(?:inconnue|invalide|introuvable)",
    r"boîte (?:\w+ ){0,3}(?:inexistante|n.existe pas)|n.existe (?:pas|plus)",
    r"usuario (?:desconocido|inexistente|no encontrado)|"
    r"buz[oó]n (?:\w+ )?(?:inexistente|no existe)|"
    r"destinatario (?:desconocido|no existe)|direcci[oó]n (?:\w+ ){0,3}no (?:existe|encontrada)",
    r"(?:benutzer|empfänger|adressat|postfach|konto)[^.;]{0,30}(?:unbekannt|existiert nicht|"
    r"nicht gefunden|nicht vorhanden|gelöscht|gesperrt)",
    r"utente (?:sconosciuto|inesistente)|casella (?:\w+ )?inesistente|usu[aá]rio (?:desconhecido|"
    r"inexistente)|conta (?:\w+ )?inexistente",
    r"пользовател\w+[^.;]{0,30}(?:не найден|не существует|отсутствует|неизвест)|"
    r"неизвестн\w+ (?:пользовател|адрес|получател)\w*",
    r"(?:ящик|адрес|получател|аккаунт|учетн\w+ запис)\w*[^.;]{0,30}(?:не найден|не существует|"
    r"заблокирован|удал[её]н|отключ[её]н|недоступен|отсутствует)",
    r"нет такого (?:пользовател|адрес)\w*",
    r"(?:用户|收件人|邮箱|邮件地址|地址|帐号|账号|使用者|收件者)[^。;]{0,12}(?:不存在|未找到|无效|"
    r"找不到|不可用|已停用|已注销|被冻结|被禁用)|无此(?:用户|邮箱)|查无此人",
    r"(?:宛先|ユーザー?|メールアドレス)[^。]{0,12}(?:不明|見つかりません|存在しません)",
)


def any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Return one expression for a list of phrases."""
    return re.compile("|".join(f"(?:{phrase})" for phrase in phrases), re.IGNORECASE)
