"""First names that are common in Europe and in hospitals, in plain letters. For warning only, never for finding anybody."""

from __future__ import annotations

from typing import Final

_NAMES: Final = """
    aaliyah abdul abdullah achim ada adam adele adrian agata agnes ahmad ahmed aida aiko aisha alan alain albert alberto
    aleksandra alex alexander alexandra alfred ali alice alicia alina alisha allison amal amanda amar amber amelia amelie
    amina amir amy ana anais anastasia anders andre andrea andreas andrei andrew andrzej andy angela angelika angelina anika
    anil anita anja anke ann anna annabel anne annemarie annette annie annika ansgar anthony anton antonio anya aoife april
    archie arjun armin arne arthur asha ashley astrid atif audrey axel aylin ayse barbara barry bart beata beate beatrice
    beatriz ben benedikt benjamin bernadette bernd bernhard bert bertha beth betty bianca birgit bjorn bob bogdan boris
    brandon brenda brian bridget brigitte britta bruce bruno burkhard calum cameron camille carina carl carla carlos carmen
    carol carola caroline carolin carsten catarina catherine cathy cecilia celine charles charlie charlotte chantal cheryl
    chiara chidi chloe chris christa christian christiane christina christine christoph christopher cindy claire clara
    claudia clemens colin conny conor cornelia corinna craig cristina cynthia dagmar daisy damian dan daniel daniela daniele
    danielle danny darren dave david dean deborah debbie deepa denise dennis derek detlef diana diane dieter dietmar dimitri
    dirk dominic dominik donald donna dora doris dorota dorothea dorothy doug duncan dylan eamon eberhard eddie edgar edith
    eduardo edward egon eileen elaine eleanor elena elfriede elias elif elisa elisabeth elizabeth elke ella ellen ellie elodie
    elsa emeka emil emilia emily emine emma emre enrico eric erica erich erik erika ernst esra esther ethan eugene eva evelyn
    ewa fabian farid fatima fatma felicia felix femke ferdinand fernando fiona florian florence francesca francis francois
    frank franz franziska fred freddie frederik frederic friederike friedrich fritz gabi gabriel gabriela gabriele gareth
    gary gavin geert gemma geoff george georg georgia gerald gerard gerd gerda gerhard gertrud gianni gillian gina giorgos
    giovanni gisela giulia gordon graham greg gregor greta grzegorz gudrun guido guillaume gunter gustav guy hakan hamid hana
    hannah hanna hanne hannes hans harald harry hassan hatice heather hedwig heidi heike heiko heinrich heinz helen helena
    helene helga helmut hendrik henk henning henri henry herbert hermann hilary hilde holger horst howard hubert hugh hugo
    hussein ian ibrahim ida ignacio igor ilona ilse imran ines inga inge ingo ingrid irene irina iris irma isaac isabel
    isabella isabelle isla ismail ivan ivana jack jackie jacob jacqueline jacques jake jakob jakub james jamie jan jana jane
    janet janina janine jannik jasmin jasmine jason javier jean jeanette jeff jennifer jenny jens jeremy jeroen jerome jerzy
    jessica jessie jill jim jimmy joachim joan joana joanna joanne joao jochen jodie joe joel joerg johan johann johanna
    johannes john jolanta jon jonas jonathan jordan jorg jorge jose josef joseph josephine josh joshua juan judith julia julian
    juliane julie julien juliet juliette jurgen juergen justin jutta kai kamala karen karim karin karina karl karla karolina
    karsten kasia katarina katarzyna kate katharina katherine kathleen kathrin kathy katie katja katrin kay keith kelly ken
    kenneth kerstin kevin khadija khalid kim kirsten klara klaus klemens kofi konrad konstantin kristin kristina krystyna krzysztof
    kurt kwame kyle laila lars laura laurence laurent lea leah lee leila lena leo leon leonard leonie leroy lewis liam lidia
    lilly lily lina linda lisa lisbeth liz lois lothar lotte louis louisa louise luca lucas lucia lucy ludwig luigi luis luisa
    luise lukas luke lutz lydia lynn maarten mabel maciej maddie madeleine magda magdalena mahmoud maike malcolm malik malika
    malte mandy manfred manuel manuela marc marcel marcin marco marcus marek margaret margarete margit margot maria mariam
    marian marianne marie marieke marina mario marion marius marjorie markus marlene marlies marta martha martin martina marvin
    mary maryam mateusz mathias matilda matt matteo matthew matthias maud maureen maurice max maxim maximilian maya megan
    mehmet mei melanie melissa mercedes meryem mia michael michaela michal michel michele michelle miguel mike mikolaj mila
    milan mina minh miriam mohamed mohammad mohammed moira molly monica monika monique moritz muhammad murat mustafa nadia
    nadine naomi natalia natalie natasha nathan neil nicholas nick nico nicola nicolas nicole niels nigel nikolai nikolaus nils
    nina noah noel nora norbert norman nuno olaf ole oleg olena olga oliver olivia oluwaseun omar orla oscar oskar osman otto
    owen pablo pamela paolo pascal patricia patrick patrik paul paula paulina pauline paulo pavel pawel pedro peggy penny
    percy peter petra phil philip philipp phoebe pia pierre pieter piotr polly priya rachel rafael rahel raimund rainer ralf
    ralph ramona rania raphael raymond rebecca regina reinhard reiner rene renate renata ricardo richard rick rita robbie
    robert roberta roberto robin rodney roger roland rolf roman romy ron ronald rosa rosalind rosemarie rosemary rosie ross
    roswitha roy ruben rudi rudiger rudolf rupert russell ruth ryan sabine sabrina sadia saeed sally salma sam samantha samira
    samuel sandra sandy sanjay sanne sara sarah sascha saskia scott sean sebastian selim selina selma serena sergio sergiusz
    shannon sharon sheila shirley sibylle siegfried sigrid silke silvia simon simone sofia sofie solveig sonia sonja sophia
    sophie stefan stefanie steffen steffi stella stephan stephanie stephen steve steven stijn stuart sue sunita susan susanne
    susie suzanne svea sven svenja svetlana sylvia tamara tanja tanya tara tariq tatjana ted teresa terence terry theo theodor
    theresa thi thomas thorsten tilman tim timo timothy tina tobias todd tom tomas tomasz tommy toni tony torsten tracey tracy
    tristan trudy tyler udo ulf uli ulla ulrich ulrike ursula uschi ute uwe valentin valentina valerie vanessa vera verena
    veronica veronika vicky victor victoria viktor vincent viola violet virginia vivian volker waldemar walter waltraud wanda
    wei wendy werner wiebke wiktoria wilfried wilhelm willem william wojciech wolfgang wout xavier yannick yara yasemin yasmin
    yasmine ying yolanda yuki yusuf yvonne zachary zainab zara zbigniew zeynep zoe zofia"""
FIRST_NAMES: Final = frozenset(_NAMES.split())
