using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using Kiosk.Tests.Fiscal;

namespace Kiosk.Tests.Firmware.Selling;

/// <summary>The merchant's cut hour and end of the fiscal year come with the city's settings (R19, R21, R66).</summary>
[Trait("Requirement", "R21")]
public class TillDaySettings
{
    private const int A1 = Key.Article1;
    private TillBench _bench = Sold();

    [Fact]
    public void Another_cut_hour_waits_for_the_closing_of_the_day_and_is_sealed_once()
    {
        Push(cut: 4, yearEnd: 12);
        _bench.Pass(60_000);
        Assert.Equal(0, _bench.Chain.CutHour);
        CloseDay();
        Assert.Equal(4, _bench.Chain.CutHour);
        _bench.Pass(60_000);
        _bench.PowerOn();
        Record change = Assert.Single(Events(JetCode.CutHourChange));
        Assert.Equal([4L, 0L], change.Values[EventLayout.Argument1..(EventLayout.Argument1 + 2)]);
        Sale_of_the_night_belongs_to_the_day_before();
    }

    [Fact]
    [Trait("Requirement", "R19")]
    public void Another_year_end_is_sealed_between_two_sales()
    {
        _bench.Press(A1);
        Push(cut: 0, yearEnd: 6);
        _bench.Pass(60_000);
        Assert.Empty(Events(JetCode.YearEndChange));
        _bench.Press(Key.Cash);
        _bench.Pass(1_000);
        Assert.Equal([6L, 12L], Assert.Single(Events(JetCode.YearEndChange))
            .Values[EventLayout.Argument1..(EventLayout.Argument1 + 2)]);
        Assert.Equal((6, 202_612), (_bench.Chain.State.YearEndMonth, _bench.Chain.State.OpenYear));
    }

    [Fact]
    [Trait("Requirement", "R10")]
    public void A_power_cut_at_any_drive_operation_of_the_change_leaves_one_event_of_each()
    {
        for (int tear = InMemoryDrive.TearNone; tear <= InMemoryDrive.TearFull; tear++)
        {
            for (int cut = 0; cut < 30; cut++)
            {
                _bench = Sold();
                CloseDay();
                _bench.Drive.Tear = tear;
                _bench.Drive.CutAt = _bench.Drive.Operations + cut;
                Push(cut: 4, yearEnd: 6);
                _bench.Pass(1_000);
                _bench.Drive.CutAt = -1;
                _bench.PowerOn();
                _bench.Pass(61_000);
                string where = $"tear {tear}, cut {cut}";
                Assert.True(_bench.Journal.Recovery.Problem == JournalRecovery.Intact, where);
                Assert.True((4, 6) == (_bench.Chain.CutHour, _bench.Chain.State.YearEndMonth), where);
                Assert.True(Events(JetCode.CutHourChange).Count == 1, where);
                Assert.True(Events(JetCode.YearEndChange).Count == 1, where);
            }
        }
    }

    [Fact]
    public void Built_in_settings_change_nothing()
    {
        CloseDay();
        _bench.Settings.Version = 0;
        Push(cut: 4, yearEnd: 6);
        _bench.Pass(60_000);
        Assert.Equal((0, 12), (_bench.Chain.CutHour, _bench.Chain.State.YearEndMonth));
    }

    [Theory]
    [InlineData(24, 12, SettingsKey.CutHour)]
    [InlineData(-1, 12, SettingsKey.CutHour)]
    [InlineData(0, 0, SettingsKey.YearEndMonth)]
    [InlineData(0, 13, SettingsKey.YearEndMonth)]
    [InlineData(23, 1, 0)]
    public void Settings_out_of_their_range_are_refused_by_name(int cut, int yearEnd, int key) =>
        Assert.Equal(key, SettingsRange.FirstBad(new Settings { CutHour = cut, YearEndMonth = yearEnd }));

    [Fact]
    [Trait("Requirement", "F-CFG-2")]
    public void Both_come_with_a_push_and_are_left_out_when_they_are_the_default()
    {
        byte[] key = new byte[32], buffer = new byte[Limits.DownlinkBytesMax];
        DownlinkWriter writer = new(new ManagedMac(), key, 1);
        int plain = writer.WriteSettings(new Settings { Version = 1 }, buffer);
        Assert.Equal(plain + 6,
            writer.WriteSettings(new Settings { Version = 1, CutHour = 5, YearEndMonth = 3 }, buffer));
        DownlinkReader reader = new();
        Settings read = new();
        Assert.Equal(Downlink.Settings, reader.Open(new ManagedMac(), key, 1, buffer, plain + 6));
        Assert.Equal(DownlinkError.None, reader.ReadSettings(read));
        Assert.Equal((5, 3), (read.CutHour, read.YearEndMonth));
        read.Reset();
        Assert.Equal((0, 12), (read.CutHour, read.YearEndMonth));
    }

    private void Sale_of_the_night_belongs_to_the_day_before()
    {
        _bench.Clock.ShowWall(ClosingRig.At("2026-11-22 02:00"));
        _bench.PowerOn();
        _bench.Press(A1, Key.Cash);
        Assert.Equal(20_261_121, _bench.Chain.State.OpenDay);
    }

    private void Push(int cut, int yearEnd)
    {
        _bench.Settings.CutHour = cut;
        _bench.Settings.YearEndMonth = yearEnd;
        _bench.Step();
    }

    private void CloseDay()
    {
        _bench.Press(Key.Function, 4, 2, Key.Cash);
        _bench.Print();
    }

    private List<Record> Events(int code) => [.. _bench.Records().Where(r =>
        r.Kind == RecordKind.TechnicalEvent && r.Values[EventLayout.Code] == code)];

    private static TillBench Sold()
    {
        TillBench bench = new();
        bench.Press(A1, Key.Abandon, A1, Key.Cash);
        return bench;
    }
}
