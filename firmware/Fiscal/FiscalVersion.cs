namespace Kiosk.Fiscal;

/// <summary>
/// Version of the fiscal core (pos.md R71), apart from the version of the product. Major: a rule of sealing, closing,
/// archiving or correction changed. Minor: anything else. Text and number say the same thing.
/// </summary>
public static class FiscalVersion
{
    /// <summary>
    /// Version of the canonical texts (R3), last field of each: 1, and 2 for a ticket with details.
    /// </summary>
    public const int Format = 1, FormatDetailed = 2;

    /// <summary>This version as one number: major * 10000 + minor * 100 + patch.</summary>
    public const int Number = 10000;

    /// <summary>
    /// The version every chain starts with; a later one is entered by a technical event (<see
    /// cref="JetCode.SoftwareChange"/>).
    /// </summary>
    public const int First = 10000;

    /// <summary>
    /// The digest of the core's sources as a number, its first 28 bits: by it a chain knows which core it was told of.
    /// </summary>
    public static long DigestNumber()
    {
        string digest = FiscalDigest.Sha256;
        long number = 0;
        for (int i = 0; i < 7; i++)
        {
            number = number * 16 + (digest[i] <= '9' ? digest[i] - '0' : digest[i] - 'a' + 10);
        }

        return number;
    }

    /// <summary>Name and version as printed.</summary>
    public const string Name = "Kiosk", Text = "1.0.0";
}
