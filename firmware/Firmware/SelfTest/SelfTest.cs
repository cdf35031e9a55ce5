using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware.SelfTest;

/// <summary>
/// The test that a PC and a board run alike: golden vectors and a scripted day. Prints a line per group and last
/// <c>SELFTEST n passed, m failed sha256=...</c>; board and PC must print the same lines, but for the peak of the heap
/// that a board adds to each group.
/// </summary>
public static class SelfTest
{
    /// <summary>Runs all with the managed MAC; returns the number of failed checks.</summary>
    public static int Run()
    {
        return Run(new ManagedMac(), null);
    }

    /// <summary>
    /// Runs all with the MAC of a board and what tells its heap, null for none; returns the number of failed checks.
    /// </summary>
    public static int Run(Mac mac, Memory? memory)
    {
        SelfCheck check = new SelfCheck(memory);
        VectorChecks.Hashes(check, mac);
        VectorChecks.MoneyRules(check);
        VectorChecks.CivilTimes(check);
        VectorChecks.FootfallSequences(check);
        FootfallChecks.Estimates(check);
        FootfallChecks.Samples(check);
        FootfallChecks.Stops(check);
        ClimateChecks.Rules(check);
        PageChecks.Bitmaps(check);
        VectorChecks.JournalRecords(check);
        SealChecks.Seals(check, mac, new Catalogue(0), new Settings());
        SealChecks.Frames(check, mac);
        SealChecks.Downlinks(check, mac);
        CredentialChecks.Renewals(check, mac);
        new ScriptedDay(check, mac).Run();
        return check.End();
    }
}
