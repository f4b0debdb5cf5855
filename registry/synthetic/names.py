"""Common French first and last names, with their accents, hyphens and particles."""

LAST = (
    "Martin", "Bernard", "Thomas", "Petit", "Robert", "Richard", "Durand", "Dubois", "Moreau", "Laurent", "Simon",
    "Michel", "Lefèvre", "Leroy", "Roux", "David", "Bertrand", "Morel", "Fournier", "Girard", "Bonnet", "Dupont",
    "Lambert", "Fontaine", "Rousseau", "Vincent", "Müller", "Faure", "André", "Mercier", "Blanc", "Guérin", "Boyer",
    "Garnier", "Chevalier", "François", "Legrand", "Gauthier", "Garcia", "Perrin", "Robin", "Clément", "Morin",
    "Nicolas", "Henry", "Roussel", "Mathieu", "Gautier", "Masson", "Marchand", "Duval", "Denis", "Dumont", "Marie",
    "Lemaire", "Noël", "Meyer", "Dufour", "Meunier", "Brun", "Blanchard", "Giraud", "Joly", "Rivière", "Lucas",
    "Brunet", "Gaillard", "Barbier", "Arnaud", "Martínez", "Gérard", "Roche", "Renard", "Schmitt", "Roy", "Leroux",
    "Colin", "Vidal", "Caron", "Picard", "Roger", "Fabre", "Aubert", "Lemoine", "Renaud", "Dumas", "Lacroix",
    "Olivier", "Philippe", "Bourgeois", "Pierre", "Benoît", "Rey", "Leclerc", "Payet", "Rolland", "Leclercq",
    "Guillaume", "Lecomte", "López", "Jean", "Dupuy", "Guillot", "Hubert", "Berger", "Carpentier", "Sánchez",
    "Diallo", "Traoré", "Benali", "Haddad", "Nguyen", "Da Silva", "Ferreira", "Le Gall", "Le Goff", "Le Roux",
    "de La Tour", "du Plessis", "d'Hérouville", "de Saint-Aubin", "L'Hostis", "N'Diaye", "Ben Amar", "El Idrissi",
    "Poggi-Casanova", "Lefebvre-Roy", "Petit-Jean", "Saint-Martin", "Ó Briain", "Çelik", "Kowalski", "Étienne",
)  # fmt: skip
FEMALE = (
    "Emma", "Louise", "Jade", "Alice", "Chloé", "Léa", "Lina", "Manon", "Inès", "Zoé", "Camille", "Sarah", "Éva",
    "Juliette", "Anna", "Rose", "Léna", "Jeanne", "Margaux", "Clémence", "Élise", "Aïcha", "Fatoumata", "Noémie",
    "Anaïs", "Océane", "Agathe", "Maëlys", "Héloïse", "Apolline", "Anne-Sophie", "Marie-Lou", "Lou-Anne",
    "Nathalie", "Isabelle", "Sylvie", "Françoise", "Valérie", "Sandrine", "Céline", "Aurélie", "Émilie", "Yasmine",
)  # fmt: skip
MALE = (
    "Gabriel", "Léo", "Raphaël", "Louis", "Arthur", "Jules", "Adam", "Maël", "Hugo", "Noah", "Ethan", "Nathan",
    "Paul", "Tom", "Sacha", "Gaël", "Eden", "Théo", "Mathis", "Aaron", "Timéo", "Côme", "Anatole", "Maxence",
    "Éliott", "Loïc", "Benoît", "Jérôme", "François", "Frédéric", "Stéphane", "Mathieu", "Mamadou", "Mohamed",
    "Jean-Baptiste", "Pierre-Louis", "Jean-Noël", "Yann-Gaël", "Grégoire", "Thibault", "Cédric", "Rémi", "Ibrahim",
)  # fmt: skip
