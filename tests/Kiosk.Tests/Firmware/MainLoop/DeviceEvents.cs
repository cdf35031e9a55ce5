using System.Text;
using Kiosk.Firmware;
using Kiosk.Firmware.Journal;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Tests.Firmware.MainLoop;

/// <summary>What a kiosk journals of itself: its line, its restarts, its core, its VAT rates (pos.md R26).</summary>
[Trait("Requirement", "R26")]
public class DeviceEvents
{
    private const long Minute = 60_000;
    private readonly LoopRig _rig = new();

    public DeviceEvents() => _rig.Run(2 * Minute);

    [Fact]
    public void A_line_that_is_silent_for_a_quarter_of_an_hour_begins_offline_once_and_ends_with_the_first_answer()
    {
        _rig.Answers = false;
        _rig.Run(12 * Minute);
        Assert.Empty(Offline());
        _rig.Run(24 * 60 * Minute);
        Assert.Equal([JetCode.OfflineBegin], Offline());
        _rig.Answers = true;
        _rig.Run(60 * Minute);
        Assert.Equal([JetCode.OfflineBegin, JetCode.OfflineEnd], Offline());
    }

    [Fact]
    public void A_line_that_comes_and_goes_begins_at_most_once_an_hour()
    {
        for (int turn = 0; turn < 24; turn++)
        {
            _rig.Answers = turn % 2 == 1;
            _rig.Run(20 * Minute);
        }

        _rig.Answers = true;
        _rig.Run(60 * Minute);
        List<int> told = Offline();
        Assert.InRange(told.Count(code => code == JetCode.OfflineBegin), 4, 8);
        Assert.All(told, (code, i) => Assert.Equal(i % 2 == 0 ? JetCode.OfflineBegin : JetCode.OfflineEnd, code));
    }

    [Fact]
    public void A_restart_while_offline_leaves_no_second_beginning_and_the_end_is_told()
    {
        _rig.Answers = false;
        _rig.Run(40 * Minute);
        _rig.Boot();
        _rig.Run(90 * Minute);
        Assert.Equal([JetCode.OfflineBegin], Offline());
        _rig.Boot();
        _rig.Answers = true;
        _rig.Run(30 * Minute);
        Assert.Equal([JetCode.OfflineBegin, JetCode.OfflineEnd], Offline());
    }

    [Fact]
    public void A_planned_restart_is_journaled_with_its_code()
    {
        _rig.Loop.Stop(_rig.Clock.NowMs, KioskLoop.RebootAfterFaults + KioskLoop.TaskClimate);
        Record told = Assert.Single(Events(EventCode.PlannedReboot));
        Assert.Equal(KioskLoop.RebootAfterFaults + KioskLoop.TaskClimate, told.Values[EventLayout.Argument1]);
        _rig.Boot();
        Assert.Equal(BootRecord.Planned, _rig.Loop.BootReason);
    }

    [Fact]
    [Trait("Requirement", "R71")]
    public void The_core_that_runs_is_told_once_by_its_digest_and_again_when_it_is_another()
    {
        _rig.Boot();
        _rig.Run(Minute);
        Record told = Assert.Single(Events(JetCode.FirmwareDigest));
        Assert.Equal(FiscalDigest.Sha256, Encoding.ASCII.GetString(told.Text, 0, told.TextLength));
        Assert.Equal((FiscalVersion.DigestNumber(), (long)FiscalVersion.Number),
            (told.Values[EventLayout.Argument1], told.Values[EventLayout.Argument2]));
        Assert.Equal(Convert.ToInt64(FiscalDigest.Sha256[..7], 16), FiscalVersion.DigestNumber());
        EventWriter before = new(_rig.Loop.Chain!, _rig.Loop.Journal!, new Record());
        Assert.Equal(RecordJournal.Stored, before.Write(JetCode.FirmwareDigest, 0, 1, 1, _rig.Clock.NowMs));
        _rig.Boot();
        _rig.Run(Minute);
        Assert.Equal([told.Values[EventLayout.Argument1], 1L, FiscalVersion.DigestNumber()],
            Events(JetCode.FirmwareDigest).Select(r => r.Values[EventLayout.Argument1]));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    [InlineData(4, 1)]
    [Trait("Requirement", "R66")]
    public void Other_VAT_rates_with_a_catalogue_are_told_and_other_prices_are_not(int change, int events)
    {
        Push(1, _ => { });
        int before = Events(JetCode.VatTableChange).Count;
        Push(2, catalogue => Change(catalogue, change));
        Assert.Equal(before + events, Events(JetCode.VatTableChange).Count);
        Assert.Equal(2, Events(JetCode.CatalogueChange).Count);
        Record last = Events(events == 1 ? JetCode.VatTableChange : JetCode.CatalogueChange)[^1];
        Assert.Equal((2L, 1L), (last.Values[EventLayout.Argument1], last.Values[EventLayout.Argument2]));
        Assert.Equal((byte)'>', last.Text[Catalogue.DigestLength]);
    }

    private static void Change(Catalogue catalogue, int change)
    {
        catalogue.Price[0]++;
        switch (change)
        {
            case 1:
                catalogue.DepartmentRate[0] = 1000;
                break;
            case 2:
                catalogue.FamilyNext[3] = 1000;
                break;
            case 3:
                // The articles have changed places, and one its rate.
                (catalogue.Code[0], catalogue.Code[1]) = (catalogue.Code[1], catalogue.Code[0]);
                catalogue.Rate[0] = 2000;
                break;
            case 4:
                catalogue.Flags[1] |= Catalogue.ExemptFlag;
                break;
        }
    }

    private void Push(int version, Action<Catalogue> change)
    {
        byte[] message = new byte[512];
        Catalogue catalogue = new() { Version = version, DepartmentCount = 1, ArticleCount = 2 };
        catalogue.DepartmentRate[0] = 550;
        catalogue.FamilyRate[3] = 550;
        catalogue.FamilyFrom[3] = 20_270_101;
        for (int i = 0; i < 2; i++)
        {
            catalogue.Code[i] = 10 + i;
            catalogue.Price[i] = 100;
            catalogue.Rate[i] = 550;
        }

        change(catalogue);
        Assert.True(_rig.Uplink.Deliver(message, _rig.Writer.WriteCatalogue(catalogue, message)));
        _rig.Run(5_000);
    }

    private List<int> Offline() =>
        [.. All().Select(r => (int)r.Values[EventLayout.Code])
            .Where(code => code is JetCode.OfflineBegin or JetCode.OfflineEnd)];

    private List<Record> Events(int code) => [.. All().Where(r => r.Values[EventLayout.Code] == code)];

    private List<Record> All() => _rig.TechnicalEvents();
}
