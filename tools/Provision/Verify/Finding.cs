namespace Kiosk.Provision.Verify;

/// <summary>One break found in an archive, named as closely as the damage allows.</summary>
/// <param name="Archive">File name of the archive.</param>
/// <param name="File">Entry of the zip, or empty for the zip itself or what lies between archives.</param>
/// <param name="Record">Record as "T 12", or empty.</param>
/// <param name="Field">Column or field, or empty.</param>
/// <param name="Offset">Byte in the entry (in the zip when there is none), from 0; -1 when it is not known.</param>
/// <param name="Sentence">What is wrong.</param>
public sealed record Finding(string Archive, string File, string Record, string Field, long Offset, string Sentence)
{
    /// <summary>One line for people.</summary>
    public override string ToString()
    {
        string[] parts =
        [
            Archive, File, Record, Field, Offset < 0 ? "" : FormattableString.Invariant($"@{Offset}"),
        ];
        return string.Join(" / ", parts.Where(part => part.Length > 0)) + " : " + Sentence;
    }
}
