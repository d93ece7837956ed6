"""Everyday words that tell what is nobody's name, and towns that tell where somebody is."""

from app.web.i18n import TERMS

TOWNS = """
Roskilde København Aarhus Århus Odense Aalborg Lejre Køge Greve Solrød Ringsted Holbæk Næstved Slagelse Sorø
Frederikssund Hillerød Helsingør Taastrup Høje-Taastrup Ballerup Gladsaxe Esbjerg Randers Kolding Horsens Vejle
Herning Silkeborg Fredericia Viborg Nykøbing Svendborg Viby Trekroner Himmelev Jyllinge Kalundborg Copenhagen
Damaskus Damascus Aleppo Homs Daraa Kabul Herat Kandahar Mazar Asmara Keren Massawa Mogadishu Bagdad Baghdad Teheran
""".split()

# Written with a capital within a sentence, and yet nobody's name.
MAY_BE_CAPITAL = frozenset(
    """
English Danish Arabic Dari Tigrinya Denmark Danmark I I'm I'll I've I'd OK Ok De Dem Deres
Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
September October November December Christmas Easter Ramadan Eid
""".split()
) | frozenset(TERMS)

# Words that sentences begin with and our own texts may not have.
BEGINNINGS = frozenset(
    """
hej tak ja nej og men så nu hvis når da det den der de vi du jeg han hun i man alle ingen hvad hvem hvor hvornår
hvorfor hvordan hvilken kan må skal vil er har husk tag kom ring skriv send giv gå kør læs spørg vent se hør find
mød køb betal husker kommer undskyld velkommen godmorgen godaften farvel desværre måske selvfølgelig mandag tirsdag
onsdag torsdag fredag lørdag søndag morgen dagens min din vores jeres hans hendes god godt rigtig meget lige bare
også efter før inden under over med uden til fra på ved om for
hello hi thanks thank yes no and but so now if when then it the there they we you he she everyone nobody what who
where why how which can may shall will is are have remember take come call write send give go drive read ask wait
see listen find meet buy pay sorry welcome goodbye unfortunately maybe my your our their his her good very just
also after before during over with without to from at on about for please do don't bring this that
""".split()
)
