"""Words of everyday English and German that are also names of people: "Young", "Will", "Lange", "Koch".

Standing alone, in the way such words stand in any sentence, they name nobody; written large where no word of this kind
would be, behind a title, or with the rest of somebody's name, they do.
"""

from __future__ import annotations

from typing import Final

from takehold.evidence.words import plain

_ENGLISH: Final = """
    will may mark rose grace hope joy faith bill rob art dawn summer winter autumn young long king bush frank grant guy
    gene ray penny pat drew chase chance dale dean earl eve violet olive ivy iris lily ruby pearl amber jade crystal
    carol charity christian heath jay miles nick norm patience pierce reed robin rusty sage sky skip stew sue wade angel
    sunny star jean jack bob ken dot sandy misty melody harmony serenity mercy honor honour merit
    small short little large best better good goodman sharp swift strong stout hardy wise moody savage noble gentle
    black white brown green gray grey gold golden silver read reading ready stone wood woods forest field fields hill
    hills lake pond brook brooks rivers bridge bridges church hall house home park parks garden street lane banks marsh
    moss heather berry bean rice pepper salt fish bird fox wolf lamb bull swan crane drake finch hawk martin nightingale
    wren baker butcher cook carpenter carter chandler clark cooper farmer fisher gardener gardner glover hunter hunt
    judge knight lord mason marshall miller page parson parsons parker piper pope porter potter prior sawyer shepherd
    singer skinner smith steward taylor turner tyler usher walker weaver webb webster wheeler
    bell bond booth box brand burns case cash chambers cross cutter day dial early east west north south england english
    french ireland scott welsh fair fall farrow flood flowers forward foot freeman frost fuller gates gage game gay
    hand hands hardman head hook horn hurt ice judd just kay key keys lack last law laws leach leader leaf less light
    line list love lock locke loud low lucky lush major man manner mean mist moon more most much near needle new
    newman nice noon oh order organ ox pace paine pain park patch peace pence pick pike pine plant pool post pound
    power price pride prince quick quill quiet rain raven reach rest rich rider ring roach rock root rush sale sands
    sell senior shade share shift ship shore silk sims sleep slow smart snow song speed spring stack staff still stock
    storm street stride strange sugar sun swift tall team temple test thorn tide tiller times town trainer trip true
    tuck twist vale vance ventura wait wall ward warden ware warner waters way ways weekes weeks wells west wind wing
    winner winters worth yard yes christmas easter april june august
    not all can see she thi and the for with was had has so to do it my we at an or li in on no go he me up us by of as
    is her his him our you who how now out off own one two ten too any few
    person lead other member council sponsor manager admin works auditor night desk"""
_GERMAN_SMALL: Final = """
    alt alte alter bald besser blank blau braun breit bunt das deutsch die dick doll ein eben edel einfach else ernst
    ewig fein fest fett fleissig frei freund fröhlich fromm früh ganz geiger gelb genau gerade gern gleich gold grau grob
    gross groß große grosse grün gut gute guter halb hart heiter hell hoch höher holder hübsch ist im bei jung junge
    jünger kalt kaum klar klein kleine kleiner klug krank kraus krumm kühn kurz kurze kurzer lang lange langer leicht
    lieb liebe lind locker lose mager matt milde mild munter nass neu neue neuer oft offen rasch recht rechts reich rein
    reiner rosa rot roth ruhig sacht sanft satt sauer scharf scheu schief schlecht schlicht schmal schnell schön schöne
    schräg schwach schwarz schwer selten sicher spät später stark stärker steil still stille stolz süß tief till treu
    treue trocken viel voll vogt wach wacker wahr warm weich weiß weiss weisse weiße weit welt wenig wild will wohl zart"""
_GERMAN_LARGE: Final = """
    acker adler amt apotheker arm arzt bach bad bader bahn bank bart bau bauer baum baumann becher beck becker beil berg
    berger bett bettler biene bier bild binder bischof blatt blum blume boden bock bogen bohne böttcher brand bräuer braut
    breuer brot brücke bruder brunnen buch buche büchse burg bürger busch christ decker dorf drucker ecke ei eiche eisen
    engel ende ernst erz esel essig fall falke feder fehler feier feld fenster feuer fink finger fisch fischer flasche
    fleischer flick fluss förster frank frei freitag freund frieden friede fröhlich frosch fuchs fuhrmann fuß fürst gabel
    gans garten gärtner gast geiger geist gerber gerste glas glaser glocke glück graben graf gras groll gruber grund gut
    haar hafer hahn hammer hand hase hass haupt haus heide heil heim held hemd herbst herd hering herr herz herzog heu
    himmel hirsch hirt hof hofer hoffmann holz honig horn huber hund hut igel insel jäger junge kaiser kalb kamm kammer
    kanne kanzler kapp karte käse kasten kater katz katze kaufmann kegel kehl keil keller kern kessel kind kirche kirsch
    klang klee klinge knecht knopf koch koffer kohl kohle köhler könig kopf korb korn kraft kramer krämer kran kranz kraus
    krause krebs kreis kreuz krieg krieger krone krug krüger küche kugel kunst kuss kunz laib lampe land lang langer laub
    lauf lehmann lehrer leim lerche licht liebe linde loch löffel lohn löwe luft lust mai maier mandel mann mantel mark
    markt marx maurer maus mauser mehl meister messer metzger michel mohr mond montag moor moos morgen most motz mühle
    müller mund münch musik mut nacht nadel nagel name nase nebel neid nest netz nuss obst ofen ohr ort osten ost ostern
    paar papst park pech peter pfaff pfau pfeffer pfeifer pfeil pferd pfister pflug pilz platz post probst punkt quast
    rabe rad rat raum rauch rebe regen reh reich reif reis reiter richter riese rind ring ritter rock rohr rose ross ruf
    ruhe saal sack salz samstag sand sattel schad schäfer schaf schall schatz schauer schenk scherer schiff schild
    schirm schlaf schlag schlange schlosser schloss schlüter schmid schmidt schmied schmitz schnabel schnee schneider
    schreiber schreiner schritt schuh schulz schulze schuster schütz schütze schwab schwabe schwan schwarz see seiler
    seite sichel sieber silber sitz sommer sonne sonntag specht speck spiegel spieler spitz spitzer spor sporn sprung
    stab stadt stahl stange staub stein stern stich stier stock stolz storch strauch strauß streit stroh strom stube
    stück stuhl sturm süden tag tal tanne tanz tau taube teich teufel thal tisch tod töpfer topf traub traum trost trunk
    tuch turm uhr unger vater veit vogel vogt volk vorwerk wache wagen wagner wahl wald walk wand wasser weber weg
    wegener weide wein weise werk werner westen wetter widder wiese wind winkel winter wirt wirth witz woche wolf wolle
    wort wunder wurm wurst zahn zander zange zaun zeit zelt ziegel ziegler zimmer zimmermann zink zoll zorn zucker zug
    zweig zwick"""

LARGE_IN_GERMAN: Final = frozenset(plain(each) for each in _GERMAN_LARGE.split())
"""Nouns: German writes them large everywhere."""
ORDINARY: Final = LARGE_IN_GERMAN | {plain(each) for each in (_ENGLISH + _GERMAN_SMALL).split()}
