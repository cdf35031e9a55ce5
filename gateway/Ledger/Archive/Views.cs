using Kiosk.Ledger.Archive;
using Kiosk.Protocol;

namespace Kiosk.Ledger;

/// <summary>What an archive covers. Frozen numbers, those of closings.</summary>
public enum ArchiveLevel
{
    /// <summary>A civil month.</summary>
    Month = 2,

    /// <summary>A fiscal year, named by its last month.</summary>
    Year = 3,
}

/// <summary>An archive that was made.</summary>
/// <param name="Terminal">Terminal.</param>
/// <param name="Number">Number R, gapless per terminal.</param>
/// <param name="Level">Month or fiscal year.</param>
/// <param name="Period">yyyymm of the month, or of the last month of the fiscal year.</param>
/// <param name="File">Full path of the zip.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">SHA-256 of the whole file, lower-case hexadecimal.</param>
/// <param name="Records">Sealed records in it.</param>
/// <param name="Breaks">Records in it that could not be sealed again: 0 in a sound archive.</param>
/// <param name="MadeAt">When, UTC.</param>
/// <param name="VerifiedAt">When somebody who holds a verified copy confirmed it, or null.</param>
/// <param name="PurgedAt">When its lines were purged from the gateway, or null.</param>
public sealed record ArchiveInfo(
    string Terminal, long Number, ArchiveLevel Level, int Period, string File, long Bytes, string Sha256, long Records,
    long Breaks, DateTimeOffset MadeAt, DateTimeOffset? VerifiedAt, DateTimeOffset? PurgedAt);

/// <summary>What the city did, for a terminal to seal as a technical event.</summary>
/// <param name="Terminal">Terminal.</param>
/// <param name="Number">Number in its chain, gapless from 1.</param>
/// <param name="Code">Code of the event: 20, 30 archive of a month, a year; 948 purge; 927 new seal key.</param>
/// <param name="Argument1">Period of the archive; last sequence purged; number of the new key.</param>
/// <param name="Argument2">Number R of the archive; number of the key before.</param>
/// <param name="At">When, UTC.</param>
/// <param name="IsSealed">True once the terminal has sealed it and the ledger has followed.</param>
public sealed record CityNote(
    string Terminal, long Number, int Code, long Argument1, long Argument2, DateTimeOffset At, bool IsSealed);

/// <summary>The public head of one terminal: records sealed, and the head of its public chain.</summary>
/// <param name="Terminal">Terminal.</param>
/// <param name="Counter">Records sealed, all kinds together.</param>
/// <param name="Head">Head of the public chain, base64url of 32 bytes.</param>
public sealed record PublicHead(string Terminal, long Counter, string Head);

/// <summary>One day's entry of the public witness list (pos.md R9).</summary>
/// <param name="List">Day of the entry, yyyy-mm-dd.</param>
/// <param name="Previous">SHA-256 of the JWS of the entry before, base64url; empty for the first.</param>
/// <param name="Heads">One head per terminal that has sealed anything. No amounts.</param>
/// <param name="Jws">The entry as compact JWS: what counts.</param>
public sealed record WitnessEntry(string List, string Previous, IReadOnlyList<PublicHead> Heads, string Jws);

/// <summary>What the printed Z says against what the gateway holds (pos.md R8).</summary>
/// <param name="Matches">True when both are the same.</param>
/// <param name="Missing">Closings by which paper and gateway differ, 0 when only the seal does.</param>
/// <param name="Sentence">What was compared, for people.</param>
public sealed record HeadComparison(bool Matches, long Missing, string Sentence);

/// <summary>Category of a sale in the e-report (TT-81). Frozen numbers, stored.</summary>
public enum SaleCategory
{
    /// <summary>Delivery of goods (TLB1).</summary>
    Goods = 1,

    /// <summary>Service, what is consumed on the spot included (TPS1).</summary>
    Services = 2,

    /// <summary>Not subject to VAT in France (TNT1).</summary>
    NotSubject = 3,
}

/// <summary>Sums of sealed tickets of one business day, category and VAT rate, in cents.</summary>
/// <param name="Day">Business day yyyymmdd.</param>
/// <param name="Category">What was sold.</param>
/// <param name="Rate">VAT rate code, percent x 100.</param>
/// <param name="Gross">With VAT.</param>
/// <param name="Net">Without VAT: the sum of what each ticket came to.</param>
public sealed record DayRate(int Day, SaleCategory Category, int Rate, long Gross, long Net);

/// <summary>Takings of one business day by tender type, in cents, change deducted from cash.</summary>
/// <param name="Day">Business day yyyymmdd.</param>
/// <param name="Type">Tender type (<see cref="Protocol.TicketLayout"/>).</param>
/// <param name="Times">How often.</param>
/// <param name="Cents">Cents.</param>
public sealed record DayTender(int Day, int Type, long Times, long Cents);

/// <summary>A code that was scanned and no catalogue had (pos.md R59).</summary>
/// <param name="Code">EAN-13, EAN-8 or UPC-A as a number.</param>
/// <param name="Times">Business days on which it was scanned.</param>
/// <param name="FirstSeen">First time, UTC.</param>
/// <param name="LastSeen">Last time, UTC.</param>
/// <param name="Cents">Unit price of the last quick sale that followed, cents; 0 none.</param>
/// <param name="Department">Its department, 1..8; 0 none.</param>
/// <param name="InCatalogue">True when the catalogue pushed last has it.</param>
/// <param name="Dismissed">True when the merchant took it off the list.</param>
public sealed record UnknownCode(
    long Code, long Times, DateTimeOffset FirstSeen, DateTimeOffset LastSeen, int Cents, int Department,
    bool InCatalogue, bool Dismissed);

/// <summary>Codes to put into a catalogue, and how many were given up because more than 500 waited.</summary>
public sealed record ReviewList(IReadOnlyList<UnknownCode> Codes, long Dropped);

/// <summary>Stops at the counter in one hour (GRD-1).</summary>
/// <param name="Start">Start of the hour, UTC.</param>
/// <param name="Stops">Stops that began in it.</param>
/// <param name="OccupiedSeconds">Seconds in which somebody stood there.</param>
/// <param name="BlindSeconds">Seconds in which nobody knows.</param>
/// <param name="Partial">True when it is less than the whole hour.</param>
/// <param name="Blocked">True when the sensor saw something for more than twenty minutes.</param>
/// <param name="Overfull">
/// True when its parts came to more than an hour: cut to one here, and nobody knows what of it is so.
/// </param>
public sealed record CounterHour(
    DateTimeOffset Start, int Stops, int OccupiedSeconds, int BlindSeconds, bool Partial, bool Blocked, bool Overfull);

/// <summary>Stops at the counter in one civil day of Paris (GRD-1).</summary>
/// <param name="Day">Day, yyyymmdd.</param>
/// <param name="Hours">Hours that have a record.</param>
/// <param name="UnsureHours">Those of them that are partial, blocked, overfull, or unknown for more than 60 s.</param>
/// <param name="Stops">Stops of all its hours.</param>
/// <param name="OccupiedSeconds">Seconds in which somebody stood there.</param>
/// <param name="ComparedHours">Hours from 6 o'clock on in which stops and passages are both sure.</param>
/// <param name="SharePercent">
/// Stops per 100 people who passed in these hours; null when there is no such hour, or nobody passed.
/// </param>
public sealed record CounterDay(
    int Day, int Hours, int UnsureHours, int Stops, int OccupiedSeconds, int ComparedHours, int? SharePercent);

/// <summary>One look at fiscal data of a merchant, as logged (pos.md R74).</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Terminal">Terminal.</param>
/// <param name="Who">merchant, or city.</param>
/// <param name="What">What was read or done.</param>
/// <param name="Reason">Reason given by the city; empty for the merchant.</param>
public sealed record FiscalAccess(DateTimeOffset At, string Terminal, string Who, string What, string Reason);

/// <summary>Who sells at a terminal, from its settings.</summary>
/// <param name="Name">Name.</param>
/// <param name="Address">Address.</param>
/// <param name="Siret">SIRET, 14 digits, or empty.</param>
/// <param name="Vat">VAT number or the mention of the franchise.</param>
public sealed record MerchantIdentity(string Name, string Address, string Siret, string Vat)
{
    /// <summary>SIREN: the first nine digits of a whole SIRET, else empty.</summary>
    public string Siren => Siret.Length == 14 && Siret.All(char.IsAsciiDigit) ? Siret[..9] : "";

    /// <summary>The merchant of a chain (<see cref="Record.Merchant"/>) as settings name him.</summary>
    internal static MerchantIdentity Of(Settings settings, int merchant)
    {
        settings.Show(merchant);
        var identity = new MerchantIdentity(
            Latin.ToText(settings.Merchant.AsSpan(0, settings.MerchantLength)),
            Latin.ToText(settings.Address.AsSpan(0, settings.AddressLength)),
            Latin.ToText(settings.Siret.AsSpan(0, settings.SiretLength)),
            Latin.ToText(settings.VatMention.AsSpan(0, settings.VatMentionLength)));
        settings.Show(0);
        return identity;
    }
}

/// <summary>The approved platform (PA) that sends a merchant's e-reports: the sender, which we are not.</summary>
/// <param name="Number">Its number, 4 digits.</param>
/// <param name="Name">Its name.</param>
public sealed record ApprovedPlatform(string Number, string Name);

/// <summary>A B2C e-report.</summary>
/// <param name="Siren">SIREN of the merchant.</param>
/// <param name="FirstDay">First business day, yyyymmdd.</param>
/// <param name="LastDay">Last business day, yyyymmdd.</param>
/// <param name="IsCorrection">True when the same days were reported with other sums before.</param>
/// <param name="Xml">The file.</param>
/// <param name="Digest">Digest of its sums, by which a correction is told.</param>
public sealed record EReport(string Siren, int FirstDay, int LastDay, bool IsCorrection, string Xml, string Digest);

/// <summary>An e-report that was handed out, and whether it must be replaced (pos.md R56).</summary>
/// <param name="FirstDay">First business day, yyyymmdd.</param>
/// <param name="LastDay">Last business day, yyyymmdd.</param>
/// <param name="At">When it was handed out last, UTC.</param>
/// <param name="NeedsCorrection">True when its days have other sums since: a terminal came late.</param>
public sealed record HandedReport(int FirstDay, int LastDay, DateTimeOffset At, bool NeedsCorrection);

/// <summary>A period of the e-report and when it is sent (pos.md R56). Days are yyyymmdd.</summary>
/// <param name="Regime">VAT regime of the merchant.</param>
/// <param name="FirstDay">First business day.</param>
/// <param name="LastDay">Last business day.</param>
/// <param name="Opens">First day on which the report is taken.</param>
/// <param name="Due">Last day on which it is in time.</param>
public sealed record ReportPeriod(string Regime, int FirstDay, int LastDay, int Opens, int Due);

/// <summary>Who publishes the software and answers for it (self-attestation).</summary>
/// <param name="Name">Name.</param>
/// <param name="Siren">SIREN, 9 digits.</param>
/// <param name="Address">Address.</param>
public sealed record EditorIdentity(string Name, string Siren, string Address)
{
    /// <summary>True when all three are set.</summary>
    public bool IsComplete => Name.Length > 0 && Siren.Length == 9 && Address.Length > 0;
}
