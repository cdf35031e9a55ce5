namespace Kiosk.Firmware.Notices;

/// <summary>
/// Pages of the kiosk's own figures: air by pollutant, noise, heat, passages. Each says when it was measured, that it
/// is old, or nothing at all (CIT-4). One thread; nothing is allocated after construction.
/// </summary>
public sealed class MeasuredPages
{
    private const int ClassBox = 60, Degree = 100;
    private readonly PageText _text;
    private readonly PageSheet _sheet;

    /// <summary>Pages set by a setter.</summary>
    public MeasuredPages(PageText text)
    {
        _text = text;
        _sheet = text.Sheet;
    }

    /// <summary>Fine and coarse particles, a class each.</summary>
    public bool Air(PageFacts facts)
    {
        bool fine = facts.Fine.IsShown(facts.NowUtc), coarse = facts.Coarse.IsShown(facts.NowUtc);
        if (!fine && !coarse)
        {
            return false;
        }

        _text.Begin(PageId.Air, "Air", "Particles in the air");
        if (fine)
        {
            Pollutant("PM2,5 : ", facts.Fine.Value, AirWords.Class(facts.Fine.Value, true));
        }

        if (coarse)
        {
            Pollutant("PM10 : ", facts.Coarse.Value, AirWords.Class(facts.Coarse.Value, false));
        }

        Figure figure = fine ? facts.Fine : facts.Coarse;
        _text.Line(PageText.Left, Typeface.Small);
        PutMean(facts, figure.IsOld(facts.NowUtc));
        _sheet.Put(", ");
        _sheet.PutDay(figure.AtUtc);
        _sheet.PutByte((byte)' ');
        _sheet.PutClock(figure.AtUtc);
        _text.Say("Classe indicative (micro-capteur)", Typeface.Small);
        if (!fine || !coarse)
        {
            _text.Say(fine ? "PM2,5 seulement" : "PM10 seulement", Typeface.Small);
        }

        return true;
    }

    /// <summary>Sound level in words; no sound is kept (NOI-1).</summary>
    public bool Noise(PageFacts facts)
    {
        Figure sound = facts.Sound;
        if (!sound.IsShown(facts.NowUtc))
        {
            return false;
        }

        _text.Begin(PageId.Noise, "Bruit", "Noise");
        int line = _text.Line(PageText.Left, Typeface.Large);
        _sheet.PutNumber((sound.Value + 5) / 10, 1);
        _sheet.Put(" dB");
        AgeRight(sound, facts.NowUtc, line);
        int level = sound.Value < 550 ? 0 : sound.Value < 650 ? 1 : sound.Value < 750 ? 2 : 3;
        _text.Say(level == 0 ? "C’est calme." : level == 1 ? "C’est animé." : level == 2 ? "C’est bruyant."
            : "C’est très bruyant.", Typeface.Medium);
        _text.Second(level == 0 ? "It is quiet." : level == 1 ? "It is lively." : level == 2 ? "It is loud."
            : "It is very loud.");
        _text.Say("Aucun son n’est enregistré.", Typeface.Small);
        _text.Second("No sound is recorded.");
        return true;
    }

    /// <summary>Temperature in words; not an official warning (HEAT-1).</summary>
    public bool Heat(PageFacts facts)
    {
        Figure heat = facts.Temperature;
        if (!heat.IsShown(facts.NowUtc))
        {
            return false;
        }

        _text.Begin(PageId.Heat, "Chaleur", "Temperature");
        int line = _text.Line(PageText.Left, Typeface.Large);
        _sheet.PutTenths(heat.Value < 0 ? (heat.Value - 5) / 10 : (heat.Value + 5) / 10);
        _sheet.Put(" °C");
        AgeRight(heat, facts.NowUtc, line);
        int degrees = heat.Value / Degree;
        bool hot = degrees >= 30;
        _text.Say(degrees < 10 ? "Il fait froid." : degrees < 18 ? "Il fait frais." : degrees < 28 ? "Il fait bon."
            : hot ? "Il fait très chaud." : "Il fait chaud.", Typeface.Medium);
        _text.Second(degrees < 10 ? "It is cold." : degrees < 18 ? "It is cool." : degrees < 28 ? "It is pleasant."
            : hot ? "It is very hot. Drink water." : "It is warm.");
        _text.Say(hot ? "Buvez de l’eau, restez à l’ombre." : "Mesuré ici, à l’ombre.", Typeface.Small);
        _text.Say("Ce n’est pas une alerte officielle.", Typeface.Small);
        return true;
    }

    /// <summary>
    /// Passages on this pavement in the last whole hour, and whether that is usual. Never stops at the counter (GRD-1);
    /// small counts are withheld (GRD-10).
    /// </summary>
    public bool Footfall(PageFacts facts)
    {
        Figure passages = facts.Passages;
        if (!passages.IsShown(facts.NowUtc))
        {
            return false;
        }

        _text.Begin(PageId.Footfall, "Passages", "People passing");
        _text.Line(PageText.Left, Typeface.Small);
        _sheet.Put("Sur ce trottoir, de ");
        _sheet.PutClock(facts.HourFrom);
        _sheet.Put(" à ");
        _sheet.PutClock(facts.HourFrom + 3600);
        _text.Line(PageText.Left, Typeface.Large);
        bool few = passages.Value > 0 && passages.Value < NoticeBoard.SmallCount;
        _sheet.Put(few ? "moins de " : string.Empty);
        _sheet.PutNumber(few ? NoticeBoard.SmallCount : passages.Value, 1);
        _text.Say(facts.Habit == PageFacts.Usual ? "Comme d’habitude."
            : facts.Habit == PageFacts.More ? "Plus que d’habitude."
            : facts.Habit == PageFacts.Fewer ? "Moins que d’habitude." : "L’habitude s’apprend.", Typeface.Medium);
        _text.Second(facts.Habit == PageFacts.Usual ? "As usual." : facts.Habit == PageFacts.More ? "More than usual."
            : facts.Habit == PageFacts.Fewer ? "Fewer than usual." : "The usual is still being learnt.");
        _text.Say("On compte, sans reconnaître.", Typeface.Small);
        return true;
    }

    private void Pollutant(string name, int tenths, int airClass)
    {
        int label = _text.Line(PageText.Left, Typeface.Small);
        _sheet.Put(name);
        _sheet.PutNumber((tenths + 5) / 10, 1);
        _sheet.Put(" µg/m³");
        if (_text.Bilingual)
        {
            _sheet.Line(PageText.Left, label, Typeface.Small);
            _sheet.Put(AirWords.English(airClass));
            _text.EndLine();
        }

        // Number, word and shape: never one alone (AIR-5).
        int line = _text.Line(PageText.Left + ClassBox + 20, Typeface.Medium);
        _sheet.Put(AirWords.French(airClass));
        _sheet.Add(PageSheet.Frame, PageText.Left, line - ClassBox + 3, ClassBox, ClassBox);
        _sheet.Line(PageText.Left + (ClassBox / 2) - 11, line - 9, Typeface.Small);
        _sheet.PutNumber(airClass, 1);
    }

    // Of what the figure is a mean, or that it is old; digits stand once for both languages.
    private void PutMean(PageFacts facts, bool old)
    {
        bool day = facts.MeansFrom == 0;
        if (_text.Bilingual)
        {
            _sheet.Put(old ? "Ancien · old" : day ? "Moyenne · mean" : "Depuis · since ");
        }
        else
        {
            _sheet.Put(old ? "Ancien, " : "Moyenne ");
            _sheet.Put(day ? "du jour" : "depuis ");
        }

        if (!day && !(old && _text.Bilingual))
        {
            _sheet.PutClock(facts.MeansFrom);
        }
    }

    private void PutInstant(long utcSeconds)
    {
        _sheet.PutDay(utcSeconds);
        _sheet.Put(" à ");
        _sheet.PutClock(utcSeconds);
    }

    private void AgeRight(Figure figure, long nowUtc, int line)
    {
        _sheet.Line(PageText.Left, line, Typeface.Small);
        _sheet.Put(figure.IsOld(nowUtc) ? "ancien : " : string.Empty);
        PutInstant(figure.AtUtc);
        _text.EndLine();
    }
}
