using System.Security.Cryptography;
using Kiosk.Board.Virtual;
using Kiosk.Firmware;
using Kiosk.Firmware.Parts;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Measure;

/// <summary>
/// Cost of one <c>Step</c> of the whole loop on virtual parts without network, over a virtual day, and of sealing one
/// ticket of three lines with the managed and the platform's HMAC. On this PC: the board is another matter.
/// </summary>
public static class StepBench
{
    private const int Rounds = 3, Tickets = 5000;
    private const long DayMs = 86_400_000;

    /// <summary>Runs the bench; the last line written is one JSON object. Returns the exit code.</summary>
    public static int Run(TextWriter output, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(time);
        var rounds = new List<StepRound>();
        long count = 0;
        for (int number = 1; number <= Rounds; number++)
        {
            (double step, count) = Day(time);
            var round = new StepRound(step, Seal(new ManagedMac(), time), Seal(new Board.Virtual.PlatformMac(), time));
            rounds.Add(round);
            output.WriteLine(FormattableString.Invariant($"round {number}: step {round.Step:0.00} us"));
            output.WriteLine(FormattableString.Invariant($"  seal, managed HMAC {round.SealManaged:0.00} us"));
            output.WriteLine(FormattableString.Invariant($"  seal, platform HMAC {round.SealPlatform:0.00} us"));
        }

        output.WriteLine(StepFigures.Json(rounds, count).ToJsonString());
        return 0;
    }

    private static (double Microseconds, long Steps) Day(TimeProvider time)
    {
        long begin = SyntheticDay.ToUnixTimeMilliseconds();
        var clock = new VirtualClock();
        clock.SetCalendar(begin);
        var identity = new KioskIdentity(1001, "K01", RandomNumberGenerator.GetBytes(32));
        var kiosk = new VirtualKiosk(identity, clock, new InMemoryUplink(Limits.DownlinkBytesMax));
        long steps = 0;
        long start = time.GetTimestamp();
        while (clock.CalendarMs < begin + DayMs)
        {
            long due = kiosk.Step();
            clock.SetCalendar(Math.Clamp(due, clock.CalendarMs + 1, clock.CalendarMs + 60_000));
            steps++;
        }

        return (time.GetElapsedTime(start).TotalMicroseconds / steps, steps);
    }

    private static DateTimeOffset SyntheticDay => new(2026, 6, 10, 6, 0, 0, TimeSpan.Zero);

    private static double Seal(Mac mac, TimeProvider time)
    {
        Catalogue catalogue = SyntheticKiosk.MakeCatalogue(40, 1);
        var settings = new Settings { Version = 1 };
        var kiosk = new SyntheticKiosk(
            1001, "K01", new byte[32], catalogue, settings, SyntheticDay.ToUnixTimeSeconds(), seed: 1);
        var chain = new FiscalChain(mac, new byte[32], "K01");
        Record[] tickets =
            [.. Enumerable.Range(0, Tickets).Select(i => kiosk.Ticket(i % 40, (i + 1) % 40, (i + 2) % 40))];
        long start = time.GetTimestamp();
        foreach (Record ticket in tickets)
        {
            chain.SealTicket(ticket, null, 0, catalogue, settings, out _);
        }

        return time.GetElapsedTime(start).TotalMicroseconds / Tickets;
    }
}
