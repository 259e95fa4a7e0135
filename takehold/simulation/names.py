"""Names for people who do not exist, from many places, so that nothing is built for ASCII and two words."""

from __future__ import annotations

import unicodedata
from typing import Final

import numpy as np

_FIRST: Final = """
    Aaliyah Adaeze Ahmed Aiko Ama Amélie Ana Anaïs Anders Andrei Aoife Arjun Asha Astrid Ayşe Beatriz Björn Bogdan
    Camille Carlos Cátia Chiara Chidi Claire Dagmar Daniel Deepa Diego Dilnoza Dorota Élodie Elif Emeka Emma Erik
    Esther Fatima Femke Fiona Franziska Gabriel Giorgos Grace Hana Hassan Heleen Hugo Ibrahim Ilse Ines Ingrid Isaac
    Ivana Jakub Jan Jasmin Jeroen Jin João Joke Jonas Joseph Júlia Kamala Karim Katarzyna Khadija Kofi Koen Kwame
    Laila Lars Léa Leila Li Lotte Lucía Lukas Maarten Magdalena Malika Marek Maria Marieke Mateusz Mehmet Mei Mila
    Milan Minh Mohamed Nadia Naomi Nikolai Noor Nuno Olena Oluwaseun Omar Pablo Paulo Petra Pieter Priya Rahel Rania
    Renata Ricardo Rosa Ruben Samira Sanne Sara Sean Selma Sofia Stijn Sunita Svetlana Tariq Thomas Thi Tomáš Ulrike
    Valentina Vera Wei Wiktoria Willem Yara Yasmin Yuki Yusuf Zainab Zeynep Zofia"""
_LAST: Final = """
    Abdi Adeyemi Aerts Ahmadi Almeida Andersson Aydın Bakker Banerjee Bauer Becker Benali Bergström Bianchi Bos
    Boateng Brandt Cardoso Carvalho Chen Claes Costa Cruz D'Souza Dahl Danso Demir Desai De_Smet De_Vries Diallo Diaz
    Dimitriou Dubois Dupont Eriksen Espinoza Fernández Ferrari Fischer Fontaine Garcia Georgiou Gomes Goossens Gupta
    Hadžić Haddad Hansen Hassan Hermans Hoang Hoffmann Horvat Ibrahimović Iyer Jacobs Janssens Jansen Jensen Joshi
    Kamara Kaya Khan Kim Kovács Kowalski Krüger Kumar Lambert Larsen Laurent Lefèvre Lemmens Li Lindqvist Lopes Maes
    Mahmoud Malik Marchetti Martens Martínez Mbeki Mensah Mertens Meyer Michiels Moreau Morales Müller Mutasa
    Nagy Nakamura Ndiaye Nguyen Nielsen Novak Nowak O'Brien O'Connor Okafor Okonkwo Öztürk Papadopoulos Patel Peeters
    Pereira Petrov Petrović Pham Popescu Rao Reddy Reyes Ricci Rodríguez Rossi Sahin Saidi Santos Schmidt Schneider
    Silva Simões Singh Smets Sørensen Sousa Suzuki Szabó Tanaka Tavares Teixeira Thys Torres Tran Traoré Vandenberghe
    Van_Damme Van_den_Broeck Vermeulen Vos Wagner Wang Weber Willems Wójcik Wouters Yamamoto Yıldız Zhang Zimmermann"""
FIRST: Final = tuple(_FIRST.split())
LAST: Final = tuple(_LAST.split())


def draw(rng: np.random.Generator, count: int) -> tuple[str, ...]:
    """``count`` different full names (at most len(FIRST) x len(LAST), some 22,000)."""
    picks = rng.choice(len(FIRST) * len(LAST), size=count, replace=False)
    return tuple(f"{FIRST[p % len(FIRST)]} {LAST[p // len(FIRST)].replace('_', ' ')}" for p in picks.tolist())


def address(name: str, domain: str) -> str:
    """A mail address made of a name, in plain letters."""
    folded = unicodedata.normalize("NFKD", name.replace("ø", "o").replace("ı", "i").replace("ł", "l"))
    letters = "".join(c for c in folded.lower() if c.isascii() and (c.isalnum() or c == " "))
    return f"{letters.replace(' ', '.')}@{domain}"
