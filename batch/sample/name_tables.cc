#include "batch/sample/name_tables.h"

#include <array>

namespace izmaksa {
namespace {

using Names = absl::Span<const absl::string_view>;

constexpr absl::string_view kLatvianMenBefore1945[] = {
    "Jānis",    "Arvīds",  "Vilis",    "Kārlis",     "Pēteris",   "Alfrēds", "Arnolds", "Imants",
    "Ēriks",    "Jāzeps",  "Antons",   "Staņislavs", "Voldemārs", "Rūdolfs", "Ernests", "Visvaldis",
    "Gunārs",   "Zigurds", "Laimonis", "Harijs",     "Alberts",   "Augusts", "Eduards", "Fricis",
    "Leonards", "Oskars",  "Roberts",  "Bernards",   "Francis",   "Valdis",  "Andrejs", "Edgars",
    "Elmārs",   "Žanis",   "Hugo",     "Ansis"};

constexpr absl::string_view kLatvianMenTo1964[] = {
    "Jānis",      "Andris",   "Juris",  "Pēteris",  "Aivars", "Gunārs", "Valdis",   "Imants",
    "Māris",      "Ivars",    "Ilmārs", "Ēriks",    "Uldis",  "Dainis", "Guntis",   "Vilnis",
    "Viesturs",   "Aldis",    "Arnis",  "Normunds", "Ojārs",  "Modris", "Laimonis", "Antons",
    "Staņislavs", "Vitālijs", "Edvīns", "Raimonds", "Egils",  "Arvīds", "Aigars",   "Ainārs",
    "Haralds",    "Romualds", "Jāzeps", "Zigmunds"};

constexpr absl::string_view kLatvianMenTo1984[] = {
    "Jānis",    "Andris",  "Māris",    "Aivars",   "Ainārs", "Aigars", "Gints",  "Guntis",
    "Normunds", "Raitis",  "Raimonds", "Dzintars", "Ivars",  "Juris",  "Uldis",  "Armands",
    "Kaspars",  "Mārtiņš", "Edgars",   "Ingus",    "Arnis",  "Vilnis", "Gatis",  "Artis",
    "Dainis",   "Sandris", "Agris",    "Aldis",    "Intars", "Oskars", "Modris", "Ģirts",
    "Egils",    "Pēteris", "Kārlis",   "Valters"};

constexpr absl::string_view kLatvianMenTo2004[] = {
    "Jānis",   "Mārtiņš", "Kristaps", "Edgars",    "Artūrs", "Kaspars", "Toms",
    "Rihards", "Roberts", "Kārlis",   "Raivis",    "Andris", "Mārcis",  "Reinis",
    "Lauris",  "Rolands", "Gatis",    "Krišjānis", "Miks",   "Matīss",  "Oskars",
    "Elvis",   "Emīls",   "Ralfs",    "Niks",      "Dāvis",  "Edijs",   "Sandis",
    "Renārs",  "Guntars", "Rūdolfs",  "Ernests",   "Klāvs",  "Ingars"};

constexpr absl::string_view kLatvianMenSince2005[] = {
    "Roberts", "Gustavs", "Markuss", "Olivers",  "Jēkabs",  "Kārlis",  "Ralfs",
    "Emīls",   "Ernests", "Adrians", "Rihards",  "Artūrs",  "Daniels", "Dāvids",
    "Jānis",   "Oskars",  "Tomass",  "Kristers", "Rūdolfs", "Haralds", "Teodors",
    "Alekss",  "Henrijs", "Bruno",   "Valters",  "Francis", "Hugo",    "Leo",
    "Matīss",  "Ričards", "Niks",    "Edvards",  "Toms",    "Augusts"};

constexpr absl::string_view kLatvianWomenBefore1945[] = {
    "Anna",   "Marija",    "Zenta",  "Ausma",    "Velta",  "Mirdza",   "Vera",       "Erna",
    "Lūcija", "Skaidrīte", "Biruta", "Aina",     "Elza",   "Milda",    "Valija",     "Austra",
    "Rasma",  "Ilga",      "Dzidra", "Leontīne", "Monika", "Genovefa", "Broņislava", "Emīlija",
    "Alma",   "Olga",      "Irma",   "Lidija",   "Hilda",  "Herta",    "Marta",      "Antoņina",
    "Regīna", "Helēna",    "Vilma",  "Lilija",   "Alīda",  "Elvīra"};

constexpr absl::string_view kLatvianWomenTo1964[] = {
    "Anna",      "Ausma",  "Biruta",  "Mārīte", "Aija",   "Ilga",    "Inta",   "Maija",
    "Skaidrīte", "Rita",   "Dzintra", "Vija",   "Ārija",  "Ināra",   "Aina",   "Māra",
    "Valentīna", "Lilija", "Astrīda", "Mirdza", "Regīna", "Marija",  "Anita",  "Ruta",
    "Velta",     "Rasma",  "Silvija", "Lija",   "Benita", "Irēna",   "Daina",  "Gunta",
    "Maruta",    "Anda",   "Sarmīte", "Baiba",  "Ilze",   "Zigrīda", "Dzidra", "Ligita"};

constexpr absl::string_view kLatvianWomenTo1984[] = {
    "Inese", "Ilze",    "Inga",   "Sandra",   "Anita", "Gunta",  "Daiga",   "Iveta",
    "Ināra", "Dace",    "Ilona",  "Kristīne", "Līga",  "Sanita", "Ieva",    "Baiba",
    "Vita",  "Solvita", "Aija",   "Inguna",   "Inta",  "Evita",  "Agnese",  "Santa",
    "Aiga",  "Antra",   "Evija",  "Zane",     "Anda",  "Mārīte", "Sarmīte", "Ingrīda",
    "Guna",  "Jana",    "Vineta", "Egita",    "Gita"};

constexpr absl::string_view kLatvianWomenTo2004[] = {
    "Kristīne", "Laura",  "Līga",    "Ilze",   "Zane",    "Anna",    "Elīna", "Liene", "Agnese",
    "Ieva",     "Santa",  "Linda",   "Madara", "Sintija", "Evija",   "Inga",  "Dace",  "Lāsma",
    "Sabīne",   "Annija", "Katrīna", "Anete",  "Signe",   "Sindija", "Paula", "Baiba", "Krista",
    "Marta",    "Kitija", "Rūta",    "Sanda",  "Undīne",  "Alise",   "Monta", "Amanda"};

constexpr absl::string_view kLatvianWomenSince2005[] = {
    "Sofija", "Emīlija",  "Alise",     "Anna",     "Marta",   "Elizabete", "Paula",
    "Estere", "Emma",     "Elza",      "Katrīna",  "Amēlija", "Grieta",    "Luīze",
    "Keita",  "Sāra",     "Evelīna",   "Loreta",   "Adele",   "Rūta",      "Nora",
    "Odrija", "Annija",   "Viktorija", "Melānija", "Helēna",  "Patrīcija", "Šarlote",
    "Kate",   "Gabriela", "Tīna",      "Madara",   "Laura",   "Monta",     "Hanna"};

constexpr absl::string_view kSlavicMenBefore1945[] = {
    "Ivans",    "Nikolajs", "Vasilijs", "Aleksandrs", "Mihails",   "Vladimirs",
    "Pāvels",   "Aleksejs", "Viktors",  "Jevgeņijs",  "Grigorijs", "Anatolijs",
    "Boriss",   "Leonīds",  "Fjodors",  "Dmitrijs",   "Stepans",   "Konstantīns",
    "Georgijs", "Semjons",  "Jakovs",   "Genādijs",   "Valentīns", "Timofejs"};

constexpr absl::string_view kSlavicMenTo1964[] = {
    "Aleksandrs",  "Vladimirs", "Sergejs",    "Viktors",  "Anatolijs", "Nikolajs",
    "Valērijs",    "Jurijs",    "Mihails",    "Genādijs", "Aleksejs",  "Vasilijs",
    "Jevgeņijs",   "Ivans",     "Leonīds",    "Boriss",   "Pāvels",    "Vjačeslavs",
    "Igors",       "Oļegs",     "Andrejs",    "Vitālijs", "Grigorijs", "Valentīns",
    "Konstantīns", "Eduards",   "Staņislavs", "Arkādijs", "Ļevs",      "Romāns"};

constexpr absl::string_view kSlavicMenTo1984[] = {
    "Aleksandrs", "Sergejs",     "Andrejs", "Igors",    "Oļegs",      "Vladimirs", "Jurijs",
    "Dmitrijs",   "Aleksejs",    "Viktors", "Valērijs", "Vjačeslavs", "Vadims",    "Jevgeņijs",
    "Vitālijs",   "Konstantīns", "Eduards", "Pāvels",   "Mihails",    "Ruslans",   "Maksims",
    "Deniss",     "Staņislavs",  "Romāns",  "Iļja"};

constexpr absl::string_view kSlavicMenTo2004[] = {
    "Aleksandrs", "Deniss",     "Dmitrijs", "Jevgeņijs", "Maksims",   "Artjoms",
    "Sergejs",    "Vladislavs", "Andrejs",  "Ņikita",    "Vladimirs", "Iļja",
    "Pāvels",     "Romāns",     "Ruslans",  "Kirils",    "Antons",    "Daņila",
    "Mihails",    "Aleksejs",   "Igors",    "Viktors",   "Vitālijs",  "Germans"};

constexpr absl::string_view kSlavicMenSince2005[] = {
    "Maksims", "Artjoms", "Kirils",   "Timofejs", "Daniils",    "Aleksandrs", "Ņikita",
    "Marks",   "Mihails", "Dmitrijs", "Ivans",    "Vladislavs", "Matvejs",    "Iļja",
    "Romāns",  "Ļevs",    "Makars",   "Gļebs",    "Jaroslavs",  "Deniss"};

constexpr absl::string_view kSlavicWomenBefore1945[] = {
    "Marija",     "Anna",       "Valentīna", "Ņina",    "Antoņina",  "Zinaīda",   "Tamāra",
    "Lidija",     "Jekaterina", "Jevgeņija", "Raisa",   "Nadežda",   "Klavdija",  "Vera",
    "Aleksandra", "Gaļina",     "Ļubova",    "Olga",    "Jevdokija", "Praskovja", "Taisija",
    "Zoja",       "Anastasija", "Faina",     "Serafima"};

constexpr absl::string_view kSlavicWomenTo1964[] = {
    "Valentīna", "Ļudmila", "Gaļina",     "Ņina",   "Tamāra", "Ļubova",    "Nadežda", "Tatjana",
    "Svetlana",  "Raisa",   "Jeļena",     "Vera",   "Olga",   "Lidija",    "Larisa",  "Natālija",
    "Zoja",      "Irina",   "Zinaīda",    "Marija", "Anna",   "Jevgeņija", "Alla",    "Klavdija",
    "Antoņina",  "Rimma",   "Jekaterina", "Emma",   "Faina"};

constexpr absl::string_view kSlavicWomenTo1984[] = {
    "Jeļena", "Svetlana", "Irina",  "Natālija",  "Tatjana",   "Olga",    "Larisa",
    "Inna",   "Žanna",    "Marina", "Ļudmila",   "Viktorija", "Gaļina",  "Oksana",
    "Anžela", "Jūlija",   "Alla",   "Valentīna", "Ļubova",    "Nadežda", "Anna",
    "Marija", "Ilona",    "Elīna",  "Vera"};

constexpr absl::string_view kSlavicWomenTo2004[] = {
    "Jekaterina", "Anastasija", "Jūlija",   "Olga",   "Natālija",   "Viktorija", "Jeļena",
    "Tatjana",    "Anna",       "Kristīna", "Marina", "Aleksandra", "Irina",     "Ksenija",
    "Marija",     "Darja",      "Jana",     "Diāna",  "Alīna",      "Karīna",    "Jeļizaveta",
    "Polina",     "Valērija",   "Svetlana", "Sabīna"};

constexpr absl::string_view kSlavicWomenSince2005[] = {
    "Sofija",  "Anastasija", "Marija",   "Darja",  "Arina",      "Viktorija",  "Polina",
    "Milana",  "Jeva",       "Valērija", "Alisa",  "Aleksandra", "Jeļizaveta", "Kira",
    "Ksenija", "Varvara",    "Diāna",    "Kamila", "Mija",       "Uļjana"};

constexpr absl::string_view kLatvianSurnames[] = {
    "Bērziņš",   "Kalniņš",   "Ozoliņš",   "Jansons",   "Ozols",      "Liepiņš",  "Krūmiņš",
    "Balodis",   "Eglītis",   "Zariņš",    "Pētersons", "Vītols",     "Kļaviņš",  "Kārkliņš",
    "Vanags",    "Jēkabsons", "Siliņš",    "Cīrulis",   "Apinis",     "Lapiņš",   "Lācis",
    "Andersons", "Gailis",    "Zālītis",   "Āboliņš",   "Straume",    "Gulbis",   "Rozenbergs",
    "Grīnbergs", "Sproģis",   "Skujiņš",   "Krastiņš",  "Krauklis",   "Kalējs",   "Rudzītis",
    "Vilciņš",   "Strazdiņš", "Dzenis",    "Mūrnieks",  "Miezis",     "Saulītis", "Bite",
    "Roze",      "Liepa",     "Priede",    "Kļava",     "Zvirbulis",  "Celmiņš",  "Zaķis",
    "Lūsis",     "Avotiņš",   "Alksnis",   "Podnieks",  "Purviņš",    "Puriņš",   "Ziediņš",
    "Tauriņš",   "Lagzdiņš",  "Kronbergs", "Bergmanis", "Freimanis",  "Hermanis", "Neimanis",
    "Šmits",     "Millers",   "Fišers",    "Meiers",    "Krauze",     "Lange",    "Feldmanis",
    "Zemītis",   "Upītis",    "Upenieks",  "Pļaviņš",   "Niedra",     "Mednis",   "Sīlis",
    "Irbe",      "Dzērve",    "Dzenītis",  "Caune",     "Osis",       "Paegle",   "Pakalns",
    "Pauliņš",   "Pūce",      "Putniņš",   "Riekstiņš", "Robežnieks", "Rubenis",  "Salmiņš",
    "Skudra",    "Smilga",    "Stūrītis",  "Sudmalis",  "Svilāns",    "Šteins",   "Tomsons",
    "Ulmanis",   "Valters",   "Veinbergs", "Vīksna",    "Vilks",      "Vītiņš",   "Zeltiņš",
    "Zvaigzne",  "Zvejnieks", "Žagars",    "Briedis",   "Brūveris",   "Bušs",     "Circenis",
    "Dambergs",  "Dāvidsons", "Deksnis",   "Druva",     "Dumpis",     "Ēriņš",    "Ezeriņš",
    "Gaigals",   "Gailītis",  "Galiņš",    "Geidāns",   "Graudiņš",   "Grasis",   "Gūtmanis",
    "Jaunzems",  "Jurjāns",   "Kaktiņš",   "Kauliņš",   "Kazāks",     "Ķēniņš",   "Krieviņš",
    "Krūze",     "Kukainis",  "Kundziņš",  "Ķirsis",    "Lasmanis",   "Lejnieks", "Līcis",
    "Matisons",  "Mežulis",   "Muižnieks", "Nagla",     "Plūme",      "Prūsis",   "Pumpurs",
    "Ramāns",    "Rozītis",   "Segliņš",   "Stradiņš",  "Šulcs",      "Tiltiņš",  "Vējonis",
    "Vērdiņš",   "Zeile",     "Ziemelis",  "Zirnis"};

constexpr absl::string_view kSlavicSurnames[] = {
    "Ivanovs",     "Vasiļjevs",   "Petrovs",      "Smirnovs",    "Kuzņecovs",  "Pavlovs",
    "Mihailovs",   "Fjodorovs",   "Semjonovs",    "Jakovļevs",   "Aleksejevs", "Andrejevs",
    "Stepanovs",   "Nikolajevs",  "Aleksandrovs", "Grigorjevs",  "Romanovs",   "Volkovs",
    "Popovs",      "Sokolovs",    "Kozlovs",      "Novikovs",    "Morozovs",   "Lebedevs",
    "Orlovs",      "Zaicevs",     "Vinogradovs",  "Bogdanovs",   "Golubevs",   "Solovjovs",
    "Vorobjovs",   "Sergejevs",   "Medvedevs",    "Jegorovs",    "Antonovs",   "Tarasovs",
    "Žukovs",      "Komarovs",    "Kiseļovs",     "Makarovs",    "Maksimovs",  "Sorokins",
    "Ņikitins",    "Zaharovs",    "Borisovs",     "Koroļovs",    "Gerasimovs", "Ponomarjovs",
    "Lazarevs",    "Tihomirovs",  "Kuzmins",      "Iļjins",      "Gusevs",     "Titovs",
    "Kudrjavcevs", "Baranovs",    "Kuļikovs",     "Jefimovs",    "Denisovs",   "Timofejevs",
    "Filipovs",    "Savickis",    "Kovaļovs",     "Kovaļenko",   "Ševčenko",   "Bondarenko",
    "Kravčenko",   "Tkačenko",    "Boiko",        "Kovaļčuks",   "Ševčuks",    "Melņiks",
    "Kozlovskis",  "Rutkovskis",  "Jankovskis",   "Dombrovskis", "Petrovskis", "Vasiļevskis",
    "Lisovskis",   "Sadovskis",   "Kalinovskis",  "Baranovskis", "Žukovskis",  "Stankevičs",
    "Adamovičs",   "Borisevičs",  "Lukaševičs",   "Mackevičs",   "Juškevičs",  "Novickis",
    "Višņevskis",  "Bogdanovičs", "Kazakovs",     "Frolovs",     "Belovs",     "Krilovs",
    "Davidovs",    "Matvejevs",   "Fedotovs",     "Isajevs",     "Trofimovs",  "Kirilovs",
    "Larionovs",   "Afanasjevs",  "Sidorovs",     "Grišins",     "Nazarovs",   "Loginovs",
    "Daņilovs",    "Rodionovs",   "Gavrilovs"};

// Women's forms that no rule of endings gives.
constexpr std::pair<absl::string_view, absl::string_view> kIrregularSurnames[] = {
    {"Šmits", "Šmite"},
    {"Šulcs", "Šulce"},
    {"Žagars", "Žagare"},
    {"Pumpurs", "Pumpure"},
    {"Jaunzems", "Jaunzeme"}};

// Thousands of people from memory of the order of size; post codes are those of the town's main
// offices.
constexpr Town kTowns[] = {
    {"Rīga", 605, 1001, 84},    {"Daugavpils", 79, 5401, 17}, {"Liepāja", 67, 3401, 17},
    {"Jelgava", 55, 3001, 8},   {"Jūrmala", 51, 2008, 13},    {"Ventspils", 33, 3601, 5},
    {"Rēzekne", 27, 4601, 6},   {"Ogre", 23, 5001, 3},        {"Valmiera", 23, 4201, 3},
    {"Jēkabpils", 21, 5201, 3}, {"Salaspils", 17, 2121, 1},   {"Tukums", 16, 3101, 4},
    {"Cēsis", 15, 4101, 2},     {"Sigulda", 14, 2150, 1},     {"Kuldīga", 10, 3301, 2},
    {"Olaine", 10, 2114, 1},    {"Saldus", 10, 3801, 1},      {"Bauska", 10, 3901, 1},
    {"Mārupe", 10, 2167, 1},    {"Talsi", 9, 3201, 1},        {"Dobele", 9, 3701, 1},
    {"Ludza", 8, 5701, 1},      {"Krāslava", 7, 5601, 1},     {"Gulbene", 7, 4401, 1},
    {"Madona", 7, 4801, 1},     {"Limbaži", 7, 4001, 1},      {"Aizkraukle", 7, 5101, 1},
    {"Līvāni", 7, 5316, 1},     {"Ādaži", 7, 2164, 1},        {"Preiļi", 6, 5301, 1},
    {"Balvi", 6, 4501, 1},      {"Alūksne", 6, 4301, 1},      {"Smiltene", 5, 4729, 1},
    {"Ķekava", 5, 2123, 1},     {"Valka", 4, 4701, 1},        {"Aizpute", 4, 3456, 1},
    {"Kandava", 3, 3120, 1},    {"Saulkrasti", 3, 2160, 1}};

constexpr absl::string_view kStreets[] = {"Brīvības iela",
                                          "Rīgas iela",
                                          "Raiņa iela",
                                          "Dārza iela",
                                          "Skolas iela",
                                          "Liepu iela",
                                          "Ozolu iela",
                                          "Jaunā iela",
                                          "Parka iela",
                                          "Upes iela",
                                          "Meža iela",
                                          "Kalna iela",
                                          "Pils iela",
                                          "Zaļā iela",
                                          "Saules iela",
                                          "Ziedu iela",
                                          "Stacijas iela",
                                          "Baznīcas iela",
                                          "Blaumaņa iela",
                                          "Lāčplēša iela",
                                          "Viestura iela",
                                          "Latgales iela",
                                          "Daugavas iela",
                                          "Gaujas iela",
                                          "Ventas iela",
                                          "Jūras iela",
                                          "Ezera iela",
                                          "Bērzu iela",
                                          "Kļavu iela",
                                          "Priežu iela",
                                          "Rožu iela",
                                          "Vītolu iela",
                                          "Miera iela",
                                          "Celtnieku iela",
                                          "Rūpniecības iela",
                                          "Dzirnavu iela",
                                          "Avotu iela",
                                          "Vidzemes iela",
                                          "Zemgales iela",
                                          "Kurzemes iela",
                                          "Lielā iela",
                                          "Mazā iela",
                                          "Tirgus iela",
                                          "Ganību iela",
                                          "Lauku iela",
                                          "Ausekļa iela",
                                          "Poruka iela",
                                          "Tērbatas iela",
                                          "Nākotnes iela",
                                          "Ābeļu iela",
                                          "Ceriņu iela",
                                          "Akmeņu iela",
                                          "Krišjāņa Barona iela",
                                          "Krišjāņa Valdemāra iela",
                                          "Andreja Pumpura iela",
                                          "Kurzemes prospekts"};

}  // namespace

absl::Span<const absl::string_view> GivenNamesOf(bool latvian, bool female, int generation) {
  static constexpr std::array<Names, 5> kLatvianMen = {
      Names(kLatvianMenBefore1945), Names(kLatvianMenTo1964), Names(kLatvianMenTo1984),
      Names(kLatvianMenTo2004), Names(kLatvianMenSince2005)};
  static constexpr std::array<Names, 5> kLatvianWomen = {
      Names(kLatvianWomenBefore1945), Names(kLatvianWomenTo1964), Names(kLatvianWomenTo1984),
      Names(kLatvianWomenTo2004), Names(kLatvianWomenSince2005)};
  static constexpr std::array<Names, 5> kSlavicMen = {
      Names(kSlavicMenBefore1945), Names(kSlavicMenTo1964), Names(kSlavicMenTo1984),
      Names(kSlavicMenTo2004), Names(kSlavicMenSince2005)};
  static constexpr std::array<Names, 5> kSlavicWomen = {
      Names(kSlavicWomenBefore1945), Names(kSlavicWomenTo1964), Names(kSlavicWomenTo1984),
      Names(kSlavicWomenTo2004), Names(kSlavicWomenSince2005)};
  const size_t at = static_cast<size_t>(generation);
  if (latvian) return female ? kLatvianWomen.at(at) : kLatvianMen.at(at);
  return female ? kSlavicWomen.at(at) : kSlavicMen.at(at);
}

absl::Span<const absl::string_view> SurnamesOf(bool latvian) {
  return latvian ? Names(kLatvianSurnames) : Names(kSlavicSurnames);
}

absl::Span<const std::pair<absl::string_view, absl::string_view>> IrregularSurnames() {
  return kIrregularSurnames;
}

absl::Span<const Town> Towns() { return kTowns; }

absl::Span<const absl::string_view> Streets() { return kStreets; }

}  // namespace izmaksa
