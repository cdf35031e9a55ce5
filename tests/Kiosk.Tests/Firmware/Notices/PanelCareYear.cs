using Kiosk.Firmware.Notices;

namespace Kiosk.Tests.Firmware.Notices;

[Trait("Requirement", "F-DSP-3")]
public sealed class PanelCareYear
{
    private const int Seed = 20261130;
    private const long YearMs = 365L * 86_400_000;

    [Theory]
    [InlineData(4, 30)]
    [InlineData(400, 4)]
    [InlineData(1_000_000, 1_000_000)]
    public void The_panel_is_cared_for_through_a_year(int turnOneIn, int changeOneIn)
    {
        var random = new Random(Seed);
        var care = new PanelCare();
        var refreshes = new List<(long At, bool Partial, bool Known, int Temperature)>();
        for (long now = 0; now < YearMs; now += 30_000)
        {
            bool known = random.Next(50) != 0;
            int temperature = random.Next(-500, 4500);
            int refresh = care.Decide(
                now, random.Next(turnOneIn) == 0, random.Next(changeOneIn) == 0, known, temperature);
            if (refresh != PanelCare.Nothing)
            {
                care.Refreshed(now, refresh == PanelCare.Partial);
                refreshes.Add((now, refresh == PanelCare.Partial, known, temperature));
            }
        }

        long[] fulls = [.. refreshes.Where(r => !r.Partial).Select(r => r.At), YearMs];
        Assert.All(fulls.Zip(fulls.Skip(1)), pair => Assert.InRange(
            pair.Second - pair.First, pair.Second == YearMs ? 0 : 180_000, 86_400_000));
        Assert.All(refreshes.Where(r => r.Partial), r => Assert.True(r.Known && r.Temperature is >= 500 and <= 4000));
        int inRow = 0;
        long lastFull = 0;
        foreach ((long at, bool partial, _, _) in refreshes)
        {
            inRow = partial ? inRow + 1 : 0;
            lastFull = partial ? lastFull : at;
            Assert.True(inRow <= 5 && at - lastFull <= 1_800_000, $"seed {Seed}: {inRow} partial ones at {at}");
        }

        Assert.True(refreshes.Count(r => r.Partial) > 100 || changeOneIn > 100, "No partial refresh was tried.");
    }

    [Fact]
    public void After_partial_refreshes_a_full_one_follows_within_half_an_hour_though_nothing_changes()
    {
        var care = new PanelCare();
        care.Refreshed(0, partial: false);
        Assert.Equal(PanelCare.Partial, care.Decide(200_000, false, true, true, 2000));
        care.Refreshed(200_000, partial: true);
        long full = Enumerable.Range(0, 100).Select(i => 200_000L + (i * 30_000))
            .First(now => care.Decide(now, false, false, true, 2000) == PanelCare.Full);
        Assert.InRange(full, 200_000, 1_800_000);
    }

    [Fact]
    public void A_kiosk_that_restarts_again_and_again_does_not_refresh_at_each_start()
    {
        var care = new PanelCare();
        care.Assume(0);
        Assert.Equal(PanelCare.Nothing, care.Decide(179_000, true, true, true, 2000));
        Assert.Equal(PanelCare.Full, care.Decide(180_000, true, true, true, 2000));
    }
}
