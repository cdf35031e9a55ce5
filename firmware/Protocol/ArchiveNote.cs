namespace Kiosk.Protocol;

/// <summary>
/// What the city tells a chain about its archives and its seal key, so that the terminal seals it as a technical event
/// (pos.md R6, R26, R28, R30): an archive was made, records were purged after archiving, a copy was put back, another
/// key is to be used. Owned by one thread.
/// </summary>
public sealed class ArchiveNote
{
    /// <summary>
    /// Codes a note may have, those of the event: archive of a month, of a year, another seal key, purge, restore
    /// (frozen).
    /// </summary>
    public const int MonthArchive = 20, YearArchive = 30, KeyRotation = 927, Purge = 948, Restore = 949;

    /// <summary>
    /// Number of the note in its chain, gapless from 1: only the one after the last that is sealed is taken, so that a
    /// repeated note leaves one event.
    /// </summary>
    public long Number;

    /// <summary>Chain that it is for (<see cref="Record.Merchant"/>): 0 the only merchant's, 1, 2.</summary>
    public int Merchant;

    /// <summary>One of the codes.</summary>
    public int Code;

    /// <summary>
    /// Arguments of the event, 0..4294967295. Archive: period (yyyymm), its number R. Purge: last sequence, number R.
    /// Restore: first, last sequence. Key: its number (2 or more), that of the key before.
    /// </summary>
    public long Argument1, Argument2;

    /// <summary>True for a code that a note may have.</summary>
    public static bool IsCode(long code)
    {
        return code == MonthArchive || code == YearArchive || code == KeyRotation || code == Purge || code == Restore;
    }

    /// <summary>True when code and arguments are ones that the chain can seal.</summary>
    public static bool Fits(long code, long argument1)
    {
        return IsCode(code) && (code != KeyRotation || (argument1 > 1 && argument1 <= int.MaxValue));
    }
}
