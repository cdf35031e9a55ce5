namespace Kiosk.Protocol;

/// <summary>
/// Ranges of settings, checked by the sender and again by the device before they are put in force (F-CFG-2).
/// </summary>
public static class SettingsRange
{
    /// <summary>Largest digest of a one-time code: 6 bytes.</summary>
    public const long SetupDigestMax = 281_474_976_710_655;

    /// <summary>
    /// Key (<see cref="SettingsKey"/>) of the first setting out of its range, or 0 when all are in theirs.
    /// </summary>
    public static int FirstBad(Settings settings)
    {
        if (settings.SiretLength != 0 && !IsDigits(settings.Siret, settings.SiretLength))
        {
            return SettingsKey.Siret;
        }

        int other = FirstBadOther(settings);
        if (other != 0)
        {
            return other;
        }

        int columns = settings.PrinterColumns;
        if (columns != 32 && columns != 42 && columns != 48)
        {
            return SettingsKey.PrinterColumns;
        }

        if (settings.PrinterCodePage < 0 || settings.PrinterCodePage > 255)
        {
            return SettingsKey.PrinterCodePage;
        }

        if (settings.PrinterFlags < 0 || settings.PrinterFlags > Settings.PrinterFlagsAll)
        {
            return SettingsKey.PrinterFlags;
        }

        if (!ScanPatternRule.AreValid(settings.ScanPatterns, settings.ScanPatternsLength))
        {
            return SettingsKey.ScanPatterns;
        }

        if (!IsAscii(settings.TicketLink, settings.TicketLinkLength))
        {
            return SettingsKey.TicketLink;
        }

        if (settings.ClimateSeconds < 60 || settings.ClimateSeconds > 3600)
        {
            return SettingsKey.ClimateSeconds;
        }

        if (settings.HealthSeconds < 300 || settings.HealthSeconds > 86400)
        {
            return SettingsKey.HealthSeconds;
        }

        if (settings.SetupDigest < 0 || settings.SetupDigest > SetupDigestMax)
        {
            return SettingsKey.SetupDigest;
        }

        if (settings.MarkdownPercent < 1 || settings.MarkdownPercent > 90)
        {
            return SettingsKey.MarkdownPercent;
        }

        if (settings.SkimCents < 0 || settings.SkimCents > Limits.TicketCentsMax)
        {
            return SettingsKey.SkimCents;
        }

        return settings.FlushSeconds < 1 || settings.FlushSeconds > 900 ? SettingsKey.FlushSeconds : 0;
    }

    /// <summary>Bounds of a site's factor and of its standard error, permille.</summary>
    public const int BeamFactorMin = 500, BeamFactorMax = 2000, BeamErrorMax = 500;

    /// <summary>Latest hour at which a business day may begin.</summary>
    public const int CutHourMax = 23;

    private static int FirstBadOther(Settings settings)
    {
        if (settings.OtherSiretLength != 0 && !IsDigits(settings.OtherSiret, settings.OtherSiretLength))
        {
            return SettingsKey.OtherSiret;
        }

        if (settings.CardRegister < 1 || settings.CardRegister > Settings.CardRegisterMax)
        {
            return SettingsKey.CardRegister;
        }

        if (settings.OtherCardRegister < 1 || settings.OtherCardRegister > Settings.CardRegisterMax
            || (settings.HasTwoMerchants && settings.OtherCardRegister == settings.CardRegister))
        {
            return SettingsKey.OtherCardRegister;
        }

        if (settings.BeamFactor < BeamFactorMin || settings.BeamFactor > BeamFactorMax)
        {
            return SettingsKey.BeamFactor;
        }

        if (settings.BeamFactorError < 0 || settings.BeamFactorError > BeamErrorMax)
        {
            return SettingsKey.BeamFactorError;
        }

        if (settings.CutHour < 0 || settings.CutHour > CutHourMax)
        {
            return SettingsKey.CutHour;
        }

        if (settings.YearEndMonth < 1 || settings.YearEndMonth > 12)
        {
            return SettingsKey.YearEndMonth;
        }

        if (settings.FloatCents < 0 || settings.FloatCents > Limits.TicketCentsMax)
        {
            return SettingsKey.FloatCents;
        }

        if (settings.GuaranteeDepartments < 0 || settings.GuaranteeDepartments >> Limits.DepartmentsMax != 0)
        {
            return SettingsKey.GuaranteeDepartments;
        }

        return settings.OtherDrawer < 0 || settings.OtherDrawer > 1 ? SettingsKey.OtherDrawer : 0;
    }

    // Printable and without spaces.
    private static bool IsAscii(byte[] text, int length)
    {
        for (int i = 0; i < length; i++)
        {
            if (text[i] <= (byte)' ' || text[i] > (byte)'~')
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsDigits(byte[] text, int length)
    {
        for (int i = 0; i < length; i++)
        {
            if (text[i] < (byte)'0' || text[i] > (byte)'9')
            {
                return false;
            }
        }

        return length == text.Length;
    }
}
