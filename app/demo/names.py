"""Fictional names from the right countries, for the people around the cast."""

YOUTHS = (
    ("Abel Tekle", "ti"), ("Luwam Kidane", "ti"), ("Yonas Berhe", "ti"), ("Rahwa Ghide", "ti"), ("Filmon Araya", "ti"),
    ("Senait Weldu", "ti"), ("Natnael Zerai", "ti"), ("Milena Habtom", "ti"), ("Merhawi Goitom", "ti"),
    ("Ahmad Sharifi", "fa_AF"), ("Zahra Hosseini", "fa_AF"), ("Reza Amiri", "fa_AF"), ("Mustafa Qaderi", "fa_AF"),
    ("Laila Azizi", "fa_AF"), ("Jawad Sultani", "fa_AF"), ("Maryam Wardak", "fa_AF"), ("Hamid Popal", "fa_AF"),
    ("Omar Al-Najjar", "ar"), ("Lina Darwish", "ar"), ("Khaled Mansour", "ar"), ("Rana Issa", "ar"),
    ("Tarek Hamdan", "ar"), ("Noor Barakat", "ar"), ("Ibrahim Sabbagh", "ar"),
)  # fmt: skip

FAMILIES = (
    ("Møller", "Hanne Møller"), ("Kirk", "Søren Kirk"), ("Dalgaard", "Bodil Dalgaard"), ("Friis-Olsen", "Erik Friis-Olsen"),
    ("Vestergaard", "Lis Vestergaard"), ("Bro", "Jesper Bro"), ("Nørby", "Camilla Nørby"), ("Agerskov", "Niels Agerskov"),
    ("Thygesen", "Trine Thygesen"), ("Balle", "Kim Balle"), ("Riis", "Dorte Riis"), ("Lykke", "Anders Lykke"),
    ("Østergård", "Helle Østergård"), ("Mark", "Torben Mark"), ("Sand", "Vibeke Sand"), ("Kofoed", "Steen Kofoed"),
    ("Bjerre", "Rikke Bjerre"), ("Clausen", "Poul Clausen"), ("Hede", "Malene Hede"), ("Groth", "Mogens Groth"),
)  # fmt: skip
