using Kiosk.Protocol;

namespace Kiosk.Gateway.Console;

/// <summary>
/// Settings as they come in by JSON; what is left out keeps the built-in default. Units as in <see cref="Settings"/>.
/// </summary>
public sealed record SettingsForm(
    int Version = 0, string Merchant = "", string Address = "", string Siret = "", string VatMention = "",
    int PrinterColumns = 42, int PrinterCodePage = 19, bool Sells = true, int ClimateSeconds = 300,
    int HealthSeconds = 900, int FlushSeconds = 60,
    int MarkdownPercent = Settings.MarkdownDefault, int SkimCents = Settings.SkimDefault,
    int PrinterFlags = Settings.PrinterFlagsDefault, string ScanPatterns = "", string TicketLink = "",
    string OtherMerchant = "", string OtherAddress = "", string OtherSiret = "", string OtherVatMention = "",
    int CardRegister = 1, int OtherCardRegister = 2, int OtherDrawer = 1,
    int BeamFactor = Settings.BeamFactorOne, int BeamFactorError = 0,
    int CutHour = 0, int YearEndMonth = Settings.YearEndDefault,
    int FloatCents = 0, int[]? GuaranteeDepartments = null)
{
    /// <summary>Checks every field, then fills the settings. Errors are empty when it worked.</summary>
    public Settings ToSettings(out Dictionary<string, string[]> errors)
    {
        var settings = new Settings { Version = Version };
        errors = [];
        settings.MerchantLength = Text(errors, "merchant", Merchant, settings.Merchant);
        settings.AddressLength = Text(errors, "address", Address, settings.Address);
        settings.VatMentionLength = Text(errors, "vatMention", VatMention, settings.VatMention);
        settings.SiretLength = SiretOf(errors, "siret", Siret, settings.Siret);
        AddOther(settings, errors);

        if (PrinterColumns is not (32 or 42 or 48))
        {
            errors["printerColumns"] = ["must be 32, 42 or 48"];
        }

        settings.ScanPatternsLength = Ascii(errors, "scanPatterns", ScanPatterns, settings.ScanPatterns);
        if (!ScanPatternRule.AreValid(settings.ScanPatterns, settings.ScanPatternsLength))
        {
            errors["scanPatterns"] = ["must be patterns of 12 characters, like 21iiiiiwwwww, separated by commas"];
        }

        settings.TicketLinkLength = Ascii(errors, "ticketLink", TicketLink, settings.TicketLink);
        Range(errors, "printerFlags", PrinterFlags, 0, Settings.PrinterFlagsAll);
        Range(errors, "printerCodePage", PrinterCodePage, 0, 255);
        Range(errors, "version", Version, 0, int.MaxValue);
        Range(errors, "climateSeconds", ClimateSeconds, 60, 3600);
        Range(errors, "healthSeconds", HealthSeconds, 300, 86_400);
        Range(errors, "flushSeconds", FlushSeconds, 1, 900);
        settings.PrinterColumns = PrinterColumns;
        settings.PrinterCodePage = PrinterCodePage;
        settings.PrinterFlags = PrinterFlags;
        settings.Sells = Sells;
        settings.ClimateSeconds = ClimateSeconds;
        settings.HealthSeconds = HealthSeconds;
        settings.FlushSeconds = FlushSeconds;
        Range(errors, "markdownPercent", MarkdownPercent, 1, 90);
        Range(errors, "skimCents", SkimCents, 0, Limits.TicketCentsMax);
        settings.MarkdownPercent = MarkdownPercent;
        settings.SkimCents = SkimCents;
        Range(errors, "beamFactor", BeamFactor, SettingsRange.BeamFactorMin, SettingsRange.BeamFactorMax);
        Range(errors, "beamFactorError", BeamFactorError, 0, SettingsRange.BeamErrorMax);
        settings.BeamFactor = BeamFactor;
        settings.BeamFactorError = BeamFactorError;
        Range(errors, "cutHour", CutHour, 0, SettingsRange.CutHourMax);
        Range(errors, "yearEndMonth", YearEndMonth, 1, 12);
        settings.CutHour = CutHour;
        settings.YearEndMonth = YearEndMonth;
        Range(errors, "floatCents", FloatCents, 0, Limits.TicketCentsMax);
        settings.FloatCents = FloatCents;
        AddGuarantees(settings, errors);
        return settings;
    }

    private void AddGuarantees(Settings settings, Dictionary<string, string[]> errors)
    {
        foreach (int department in GuaranteeDepartments ?? [])
        {
            Range(errors, "guaranteeDepartments", department, 1, Limits.DepartmentsMax);
            settings.GuaranteeDepartments |= department is > 0 and <= Limits.DepartmentsMax ? 1 << (department - 1) : 0;
        }
    }

    // The second merchant of a kiosk that two share by shift.
    private void AddOther(Settings settings, Dictionary<string, string[]> errors)
    {
        settings.OtherMerchantLength = Text(errors, "otherMerchant", OtherMerchant, settings.OtherMerchant);
        settings.OtherAddressLength = Text(errors, "otherAddress", OtherAddress, settings.OtherAddress);
        settings.OtherVatMentionLength = Text(errors, "otherVatMention", OtherVatMention, settings.OtherVatMention);
        settings.OtherSiretLength = SiretOf(errors, "otherSiret", OtherSiret, settings.OtherSiret);
        Range(errors, "cardRegister", CardRegister, 1, Settings.CardRegisterMax);
        Range(errors, "otherCardRegister", OtherCardRegister, 1, Settings.CardRegisterMax);
        Range(errors, "otherDrawer", OtherDrawer, 0, 1);
        if (OtherMerchant.Length > 0 && OtherCardRegister == CardRegister)
        {
            errors["otherCardRegister"] = ["must differ from cardRegister"];
        }

        if (OtherMerchant.Length == 0 && OtherSiret.Length > 0)
        {
            errors["otherMerchant"] = ["must name the merchant of otherSiret"];
        }

        settings.CardRegister = CardRegister;
        settings.OtherCardRegister = OtherCardRegister;
        settings.OtherDrawer = OtherDrawer;
    }

    private static int SiretOf(Dictionary<string, string[]> errors, string field, string text, byte[] bytes)
    {
        int length = Text(errors, field, text, bytes);
        if (text.Length > 0 && (text.Length != bytes.Length || !text.All(char.IsAsciiDigit)))
        {
            errors[field] = ["must be 14 digits"];
        }

        return length;
    }

    private static int Text(Dictionary<string, string[]> errors, string field, string text, byte[] bytes)
    {
        if (DeviceText.Fault(text, bytes.Length) is { } fault)
        {
            errors[field] = [fault];
            return 0;
        }

        if (CertificationClaim.In(text) is { } claim)
        {
            errors[field] = [$"must not say '{claim}': it would be printed, and the till has no certificate"];
            return 0;
        }

        return DeviceText.Write(text, bytes);
    }

    private static int Ascii(Dictionary<string, string[]> errors, string field, string text, byte[] bytes)
    {
        if (text.Any(c => c is <= ' ' or > '~'))
        {
            errors[field] = ["must be printable ASCII without spaces"];
            return 0;
        }

        return Text(errors, field, text, bytes);
    }

    private static void Range(Dictionary<string, string[]> errors, string field, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            errors[field] = [$"must be {least} to {most}"];
        }
    }
}
