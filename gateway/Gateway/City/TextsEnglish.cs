using System.Globalization;

namespace Kiosk.Gateway.City;

/// <summary>The pages in English.</summary>
public static class TextsEnglish
{
    /// <summary>All sentences.</summary>
    public static Texts All { get; } = new()
    {
        Code = "en",
        Prefix = "/en/",
        Culture = CultureInfo.GetCultureInfo("en-GB"),
        OtherCode = "fr",
        OtherPrefix = "/",
        OtherName = "Français",
        SiteTitle = "Kiosks of Marseille",
        SkipToContent = "Skip to content",
        BackToCity = "Whole city",
        PageAt = "As of {0}",
        Disconnected =
            "No link to the gateway: the figures below are getting old. The page reconnects by itself.",
        LiveHint = "This page follows the measurements live; without script, reload it.",
        FooterSales = "A merchant’s sales are never published.",
        FooterPrivacy = "No cookie, no camera, no third-party request. We count passages, never persons.",
        FooterData = "Open data (JSON) and its description",
        FooterAir = "Our classes of air are indicative (micro-sensors).",
        FooterAirName = "The official index: AtmoSud",
        CityTitle = "The city today",
        CityLead = "Passages, air and noise as the kiosks measure them, every quarter of an hour.",
        PassagesToday = "Passages today",
        PassagesNote = "{0} kiosks counting, up to {1}",
        TicketsToday = "Till tickets today",
        TicketsNote = "all kiosks together, at {0}",
        TicketsWithheld = "not published: fewer than three kiosks have sold",
        KiosksInTouch = "Kiosks in touch",
        KiosksNote = "of {0}, {1} of them vacant and only measuring",
        AirToday = "Air, most frequent class",
        AirNote = "indicative class (micro-sensor), provisional mean of the day, {0} kiosks",
        AirNone = "no particle measurement yet today",
        MapTitle = "Where the kiosks are",
        MapText =
            "Each kiosk stands at its coordinates; the centre is enlarged. {0} in touch and let, {1} vacant, "
            + "{2} silent, {3} waiting.",
        MapSea = "Mediterranean Sea",
        MapPort = "Old Port",
        MapNoPlace = "Place unknown, hence not on the map: {0}",
        StateLive = "in touch, let",
        StateVacant = "in touch, vacant",
        StateSilent = "silent",
        StateWaiting = "waiting",
        Invented = "invented",
        Real = "real address",
        RealTitle = "The allotted kiosks",
        RealText = "They stand at their published address; the {0} other kiosks of this demonstration are invented.",
        ChartTitle = "Passages per hour today",
        ChartText = "Busiest slot: {0}, with {1} passages; total {2}. Each slot appears 15 minutes after its end.",
        ChartEmpty =
            "No slot published: it appears 15 minutes after its end, once a kiosk has counted. Come back in a "
            + "quarter of an hour, or look at the list of kiosks.",
        ChartTable = "The same figures as a table",
        Hour = "Slot",
        Passages = "Passages",
        Withheld = "c = withheld: too few passages at night",
        WithheldMark = "c",
        Missing = "no measurement",
        Pending = "to come",
        Invalid = "no valid measurement",
        Interval = "± 95% interval of the estimate",
        Provisional = "* provisional: measurements may still arrive",
        TableTitle = "All kiosks",
        TableText = "By arrondissement, with the passages of the day and the indicative class of the air.",
        NoDistrict = "Arrondissement unknown",
        ColumnKiosk = "Kiosk",
        ColumnState = "State",
        ColumnAir = "Air (indicative class)",
        ColumnAirShort = "Air today",
        Arrondissement = "Arrondissement {0}",
        FirstArrondissement = "Arrondissement 1",
        EmptyTitle = "No kiosk yet",
        EmptyWhy =
            "The kiosks of the city, their passages and their air will appear here. None is registered with this "
            + "gateway yet.",
        EmptyNext = "Register the first one (5 minutes):",
        NotFoundTitle = "There is no such kiosk",
        NotFoundText = "No kiosk has this number here. The whole list is on the city page.",
        KioskLast = "Measurements published up to {0}",
        KioskNever = "This kiosk has measured nothing yet and is not connected.",
        KioskLong = "No measurement for more than a day.",
        KioskSoon = "Connected; its first measurements appear after the end of the quarter of an hour.",
        KioskNeverNext = "It will appear here as soon as it is connected; check its power and its network.",
        QuarterTitle = "Passages per quarter of an hour, last three hours",
        ClimateTitle = "Air, weather and noise today",
        ClimateNone =
            "No valid measurement today: the sensors are warming up or off, or the kiosk is offline. The first "
            + "appears 2 minutes after the end of its quarter of an hour.",
        ClimateText =
            "A doubtful reading (sensor warming up, stuck, out of range, in disagreement) is left out and "
            + "missing from the count.",
        CountMethod =
            "Estimated from the time in which two light beams stay free, without identifying anybody. Two people "
            + "exactly abreast break the beams once and count as one; a pushchair, bags or a bicycle may count twice.",
        SiteCalibrated =
            "Site calibrated by ten minutes of counting by hand: factor {0}, 95 % interval {1} to {2}.",
        SiteNotCalibrated =
            "This site has not been calibrated yet: ± also holds how far the model may be off, a standard error of "
            + "{0} %.",
        ColumnChannel = "Quantity",
        ColumnLatest = "Latest valid mean",
        ColumnAt = "Quarter of an hour to",
        ColumnRange = "Min – max",
        ColumnValid = "Valid readings",
        NoValid = "no valid reading",
        ColumnCode = "Latest reading: validity and age",
        NoticeTitle = "Message shown to residents",
        NoticeFrom = "Sent {0},",
        NoticeUntil = "shown until {0}.",
        NoticeOpen = "shown until it is replaced.",
        NoticeOver = "None now: the last message ended {0}.",
        NoticeNone = "None: the city has not sent this kiosk a message.",
        NoticeOwn = "The display shows the measurements of the kiosk.",
        Pm25 = "PM2.5",
        GapsTitle = "Gaps in the data",
        GapsNone = "None: every hour of today that is due is there.",
        GapsHours = "{0} hour(s) of today without a measurement; they may still arrive.",
        GapsLost = "{0} record(s) that the kiosk declares lost.",
        NoSales = "This page shows no sale: those belong to the merchant alone.",
        AgeNow = "just now",
        AgeMinutes = "{0} min ago",
        AgeHours = "{0} h ago",
        AgeDays = "{0} d ago",
        AirClasses = ["unavailable", "good", "medium", "degraded", "bad", "very bad", "extremely bad"],
        AirOnly = "{0} only",
        And = "and",
        ReadingCodes =
        [
            "valid", "warming up", "out of date", "stuck", "out of range", "jumps", "damaged in transfer",
            "no answer", "in disagreement", "switched off", "air too humid", "unknown code",
        ],
        ChannelNames =
            ["Temperature", "Relative humidity", "Pressure", "CO₂", "Particles PM2.5", "Particles PM10",
                "Sound level LAeq"],
    };
}
