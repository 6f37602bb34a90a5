"""The river towns in French and in Arabic: one petition with three languages, and one count."""

FRENCH = {
    "title": "Des observateurs pour les villes du fleuve, avant la récolte",
    "ask": "Envoyez douze observateurs non armés dans les deux villes du fleuve, en Azanie, avant"
    " la récolte.",
    "story_title": "Celle qui a caché le livre du marché",
    "story": "Amani tient le livre du marché de la ville basse. Chaque étal y figure, et chaque"
    " famille qui en a un.\n\nEn avril, des hommes sont venus avec une liste et lui ont demandé"
    " quelles familles venaient de l’autre rive. Elle a répondu que le livre était perdu. La nuit"
    " même, elle l’a enterré sous le plancher, puis elle est allée de porte en porte jusqu’à ce que"
    " tous ses voisins soient prévenus.\n\nIls dorment maintenant dans l’école. Le matin, Amani"
    " ouvre quand même le marché. « S’il y avait ici des étrangers avec des carnets, dit-elle, les"
    " hommes aux listes ne viendraient pas. »\n\n*Le lieu et ses habitants sont inventés, pour"
    " montrer comment ce site fonctionne.*",
    "facts": "- **4 attaques** sur la route entre les deux villes, du 1er au 28 avril 2026"
    " (inventé).\n- **2 puits sur 3** fermés aux familles de l’autre rive (inventé).\n- La récolte"
    " commence dans la dernière semaine de janvier 2027 (inventé).",
    "petition_text": "Nous vous demandons d’envoyer douze observateurs non armés dans les deux"
    " villes du fleuve avant la récolte. Là où quelqu’un regarde, les voisins sont à l’abri de la"
    " peur des uns et des autres. Protéger sa population est le devoir de chaque État, et nous"
    " offrons d’aider le vôtre.",
    "share_text": "Amani a caché le livre du marché aux hommes à la liste. Aidez sa ville à"
    " rester.",
}
ARABIC = {
    "title": "أرسلوا مراقبين إلى مدينتَي النهر قبل الحصاد",
    "ask": "أرسلوا اثني عشر مراقبًا غير مسلّح إلى مدينتَي النهر في أزانيا قبل الحصاد.",
    "story_title": "المرأة التي أخفت دفتر السوق",
    "story": "أماني تمسك دفتر السوق في المدينة السفلى. فيه كل بسطة، وكل عائلة لها بسطة.\n\nفي"
    " نيسان جاء رجال بقائمة وسألوها أيّ العائلات من الضفة الأخرى. قالت إن الدفتر ضاع. وفي تلك"
    " الليلة دفنته تحت الأرض، ومضت من باب إلى باب حتى عرف كل جار.\n\nينامون الآن في المدرسة. وفي"
    " الصباح تفتح أماني السوق رغم ذلك. وتقول: «لو وقف هنا غرباء معهم دفاتر، لابتعد أصحاب"
    " القوائم».\n\n*المكان وأهله من نسج الخيال، لبيان طريقة عمل هذا الموقع.*",
    "facts": "- **4 هجمات** على الطريق بين المدينتين من 1 إلى 28 نيسان 2026 (مختلَق).\n- **بئران من"
    " ثلاث** أُغلقتا في وجه عائلات الضفة الأخرى (مختلَق).\n- يبدأ الحصاد في آخر أسبوع من كانون"
    " الثاني 2027 (مختلَق).",
    "petition_text": "نطلب منكم إرسال اثني عشر مراقبًا غير مسلّح إلى مدينتَي النهر قبل الحصاد. حيث"
    " يراقب أحد، يأمن الجيران خوف بعضهم من بعض. حماية الناس واجب كل دولة، ونعرض عليكم العون.",
    "share_text": "أخفت أماني دفتر السوق عن أصحاب القوائم. ساعدوا مدينتها على البقاء.",
}
