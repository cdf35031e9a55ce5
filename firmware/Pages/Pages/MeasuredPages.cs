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

        _text.Begin(PageId.Air, "Air", "Indicative micro-sensor class");
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
        MeanOf(figure, facts);
        _text.Say("Classe indicative (micro-capteur)", Typeface.Small);
        if (!fine || !coarse)
        {
            _text.Line(PageText.Left, Typeface.Small);
            _sheet.Put(fine ? "PM2,5 seulement" : "PM10 seulement");
            _sheet.Put(_text.Bilingual ? " · only" : string.Empty);
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
        // The word that says a figure is old needs the room of the larger digits.
        int line = _text.Line(PageText.Left, sound.IsOld(facts.NowUtc) ? Typeface.Medium : Typeface.Large);
        _sheet.PutNumber((sound.Value + 5) / 10, 1);
        _sheet.Put(" dB(A)");
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
        int line = _text.Line(PageText.Left, FigureSize());
        _sheet.PutTenths(heat.Value < 0 ? (heat.Value - 5) / 10 : (heat.Value + 5) / 10);
        _sheet.Put(" °C");
        AgeRight(heat, facts.NowUtc, line);
        int degrees = heat.Value / Degree;
        bool hot = degrees >= 30;
        _text.Say(degrees < 10 ? "Il fait froid." : degrees < 18 ? "Il fait frais." : degrees < 28 ? "Il fait bon."
            : hot ? "Il fait très chaud." : "Il fait chaud.", Typeface.Medium);
        _text.Second(degrees < 10 ? "It is cold, in the shade here." : degrees < 18 ? "It is cool, in the shade here."
            : degrees < 28 ? "It is pleasant, in the shade here."
            : hot ? "It is very hot. Drink, stay in the shade." : "It is warm, in the shade here.");
        _text.Say(hot ? "Buvez de l’eau, restez à l’ombre." : "Mesuré ici, à l’ombre.", Typeface.Small);
        _text.Say("Ce n’est pas une alerte officielle.", Typeface.Small);
        _text.Second("Not an official warning.");
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

        _text.Begin(PageId.Footfall, "Passages", "On this pavement");
        _text.Line(PageText.Left, Typeface.Small);
        _sheet.Put("Sur ce trottoir, de ");
        _sheet.PutClock(facts.HourFrom);
        _sheet.Put(" à ");
        _sheet.PutClock(facts.HourFrom + 3600);
        Count(passages.Value);
        _text.Say(facts.Habit == PageFacts.Usual ? "Comme d’habitude."
            : facts.Habit == PageFacts.More ? "Plus que d’habitude."
            : facts.Habit == PageFacts.Fewer ? "Moins que d’habitude." : "L’habitude s’apprend.", Typeface.Medium);
        _text.Second(facts.Habit == PageFacts.Usual ? "As usual." : facts.Habit == PageFacts.More ? "More than usual."
            : facts.Habit == PageFacts.Fewer ? "Fewer than usual." : "The usual is still being learnt.");
        _text.Say("On compte, sans reconnaître.", Typeface.Small);
        _text.Second("We count, we recognise nobody.");
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

    /// <summary>The second language takes a line from the figure's height.</summary>
    private int FigureSize()
    {
        return _text.Bilingual ? Typeface.Medium : Typeface.Large;
    }

    /// <summary>An estimate of passages, and that it is one, or that there were few (GRD-10).</summary>
    private void Count(int passages)
    {
        bool few = passages > 0 && passages < NoticeBoard.SmallCount;
        int shown = few ? NoticeBoard.SmallCount : passages;
        int line = _text.Line(PageText.Left, FigureSize());
        _sheet.Put(few ? "moins de " : passages > 0 ? "environ " : string.Empty);
        _sheet.PutNumber(shown, 1);
        if (passages > 0 && _text.Bilingual)
        {
            _sheet.Line(PageText.Left, line, Typeface.Small);
            _sheet.Put(few ? "fewer than " : "about ");
            _sheet.PutNumber(shown, 1);
            _text.EndLine();
        }
    }

    /// <summary>Over which time a mean goes and when it ended, or that it is old.</summary>
    private void MeanOf(Figure figure, PageFacts facts)
    {
        bool old = figure.IsOld(facts.NowUtc);
        bool whole = facts.MeansFrom == 0;
        if (_text.Bilingual)
        {
            _sheet.Put(old ? "Ancien · old, " : whole ? "Moyenne du jour · mean, " : "Moyenne · mean, ");
        }
        else
        {
            _sheet.Put(old ? "Ancien, moyenne, " : whole ? "Moyenne du jour, " : "Moyenne, ");
        }

        _sheet.PutDay(figure.AtUtc);
        _sheet.PutByte((byte)' ');
        if (!whole)
        {
            _sheet.PutClock(facts.MeansFrom);
            _sheet.Put(" à ");
        }

        _sheet.PutClock(figure.AtUtc);
    }

    private void AgeRight(Figure figure, long nowUtc, int line)
    {
        _sheet.Line(PageText.Left, line, Typeface.Small);
        if (figure.IsOld(nowUtc))
        {
            // Gone after two hours, so the time says it all; the day would run into "-12,6 °C" and "106 dB(A)".
            _sheet.Put(_text.Bilingual ? "ancien · old, " : "ancien, ");
        }
        else
        {
            _sheet.PutDay(figure.AtUtc);
            _sheet.Put(_text.Bilingual ? " " : " à ");
        }

        _sheet.PutClock(figure.AtUtc);
        _text.EndLine();
    }
}
