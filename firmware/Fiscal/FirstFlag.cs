namespace Kiosk.Fiscal;

/// <summary>
/// How a document shows whether a previous seal is carried over (pos.md R5). The state stores a boolean; only the
/// rendering
/// differs by profile. The sealed text always uses <see cref="PreviousNo"/>.
/// </summary>
public static class FirstFlag
{
    /// <summary>
    /// Profiles: N for the first of a chain, O after it; Y for the first, N after it; 0 for the first, 1 after it.
    /// </summary>
    public const int PreviousNo = 0, FirstYes = 1, Numeric = 2;

    /// <summary>The character of a profile.</summary>
    public static char Letter(bool previousPresent, int profile)
    {
        if (profile == FirstYes)
        {
            return previousPresent ? 'N' : 'Y';
        }

        if (profile == Numeric)
        {
            return previousPresent ? '1' : '0';
        }

        return previousPresent ? 'O' : 'N';
    }
}
