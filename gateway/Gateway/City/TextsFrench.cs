using System.Globalization;

namespace Kiosk.Gateway.City;

/// <summary>The pages in French, the first language of the city.</summary>
public static class TextsFrench
{
    /// <summary>All sentences.</summary>
    public static Texts All { get; } = new()
    {
        Code = "fr",
        Prefix = "/",
        Culture = CultureInfo.GetCultureInfo("fr-FR"),
        OtherCode = "en",
        OtherPrefix = "/en/",
        OtherName = "English",
        SiteTitle = "Kiosques de Marseille",
        SkipToContent = "Aller au contenu",
        BackToCity = "Toute la ville",
        PageAt = "État au {0}",
        LiveHint = "Cette page suit les mesures en direct ; sans script, rechargez-la.",
        FooterSales = "Les ventes d'un commerçant ne sont jamais publiées.",
        FooterPrivacy =
            "Aucun cookie, aucune caméra, aucune requête vers un tiers. On compte des passages, jamais des "
            + "personnes.",
        FooterData = "Données ouvertes (JSON) et leur description",
        CityTitle = "La ville aujourd'hui",
        CityLead = "Passages, air et bruit mesurés par les kiosques, quart d'heure par quart d'heure.",
        PassagesToday = "Passages aujourd'hui",
        PassagesNote = "{0} kiosques comptent, jusqu'à {1}",
        TicketsToday = "Tickets de caisse aujourd'hui",
        TicketsNote = "tous les kiosques ensemble, à {0}",
        TicketsWithheld = "non publié : moins de trois kiosques ont vendu",
        KiosksInTouch = "Kiosques reliés",
        KiosksNote = "sur {0}, dont {1} vacants qui mesurent seulement",
        AirToday = "Air, classe la plus fréquente",
        AirNote = "classe indicative (micro-capteur), moyenne provisoire du jour, {0} kiosques",
        AirNone = "pas encore de mesure de particules aujourd'hui",
        MapTitle = "Où sont les kiosques",
        MapText =
            "Plan schématique : chaque kiosque est placé près du repère de son arrondissement. {0} reliés et "
            + "loués, {1} vacants, {2} silencieux, {3} en attente.",
        MapSea = "Mer Méditerranée",
        MapPort = "Vieux-Port",
        MapNoPlace = "Sans arrondissement connu, donc hors du plan : {0}",
        StateLive = "relié, loué",
        StateVacant = "relié, vacant",
        StateSilent = "silencieux",
        StateWaiting = "en attente",
        Invented = "fictif",
        ChartTitle = "Passages par heure aujourd'hui",
        ChartText =
            "Créneau le plus passant : {0}, avec {1} passages ; total {2}. Chaque créneau paraît 15 minutes "
            + "après sa fin.",
        ChartEmpty =
            "Aucun créneau publié : il paraît 15 minutes après sa fin, dès qu'un kiosque a compté. Revenez dans "
            + "un quart d'heure ou regardez la liste des kiosques.",
        ChartTable = "Les mêmes chiffres en tableau",
        Hour = "Créneau",
        Passages = "Passages",
        Withheld = "c = chiffre retenu : trop peu de passages la nuit",
        WithheldMark = "c",
        Missing = "pas de mesure",
        Pending = "à venir",
        Provisional = "* provisoire : des mesures peuvent encore arriver",
        TableTitle = "Tous les kiosques",
        ColumnKiosk = "Kiosque",
        ColumnPlace = "Adresse",
        ColumnTrade = "Activité",
        ColumnState = "État",
        ColumnContact = "Dernier contact",
        ColumnAir = "Air (classe indicative)",
        Arrondissement = "{0}e arrondissement",
        FirstArrondissement = "1er arrondissement",
        EmptyTitle = "Aucun kiosque pour l'instant",
        EmptyWhy =
            "Ici paraîtront les kiosques de la ville, leurs passages et leur air. Aucun n'est encore inscrit "
            + "auprès de cette passerelle.",
        EmptyNext = "Inscrivez le premier (5 minutes) :",
        NotFoundTitle = "Ce kiosque n'existe pas",
        NotFoundText = "Aucun kiosque ne porte ce numéro ici. La liste complète est sur la page de la ville.",
        KioskLast = "Dernier contact {0}",
        KioskNever = "Ce kiosque n'a encore rien envoyé.",
        KioskNeverNext = "Il paraîtra ici dès son premier message ; vérifiez son alimentation et son réseau.",
        QuarterTitle = "Passages par quart d'heure, trois dernières heures",
        ClimateTitle = "Air, temps et bruit aujourd'hui",
        ClimateNone =
            "Aucune mesure valide aujourd'hui : les capteurs chauffent, sont arrêtés ou le kiosque est hors "
            + "ligne. La première paraîtra 5 minutes après le démarrage.",
        ClimateText =
            "Une mesure douteuse (capteur en chauffe, figé, hors plage, en désaccord) est écartée et manque au "
            + "compte.",
        ColumnChannel = "Grandeur",
        ColumnLatest = "Dernière valeur",
        ColumnAt = "Quand",
        ColumnRange = "Mini – maxi",
        ColumnValid = "Mesures valides",
        NoValid = "aucune mesure valide",
        GapsTitle = "Trous dans les données",
        GapsNone = "Aucun : tout ce que le kiosque a enregistré est arrivé.",
        GapsOpen = "{0} intervalle(s) encore attendu(s) du kiosque ; les heures touchées sont provisoires.",
        GapsLost = "{0} enregistrement(s) que le kiosque déclare perdus.",
        NoSales = "Cette page ne montre aucune vente : elles n'appartiennent qu'au commerçant.",
        AgeNow = "à l'instant",
        AgeMinutes = "il y a {0} min",
        AgeHours = "il y a {0} h",
        AgeDays = "il y a {0} j",
        AirClasses = ["indisponible", "bon", "moyen", "dégradé", "mauvais", "très mauvais", "extrêmement mauvais"],
        AirOnly = "{0} seulement",
        And = "et",
        ChannelNames =
            ["Température", "Humidité relative", "Pression", "CO2", "Particules PM2.5", "Particules PM10",
                "Niveau sonore LAeq"],
    };
}
