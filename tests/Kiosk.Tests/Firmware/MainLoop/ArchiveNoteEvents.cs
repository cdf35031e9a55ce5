using Kiosk.Firmware;
using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Tests.Firmware.MainLoop;

/// <summary>
/// What the city tells of archives becomes a sealed event of the terminal, each once (pos.md R26, R28, R30).
/// </summary>
[Trait("Requirement", "R30")]
public class ArchiveNoteEvents
{
    private static readonly int[] Codes = [20, 30, 948, 949];
    private readonly byte[] _message = new byte[128];
    private readonly LoopRig _rig = new();

    public ArchiveNoteEvents() => _rig.Run(2_000);

    [Fact]
    [Trait("Requirement", "R25")]
    public void The_codes_of_the_wire_are_those_of_the_journal()
    {
        Assert.Equal((JetCode.MonthArchive, JetCode.YearArchive, JetCode.Purge, JetCode.Restore),
            (ArchiveNote.MonthArchive, ArchiveNote.YearArchive, ArchiveNote.Purge, ArchiveNote.Restore));
        Assert.Equal(JetCode.KeyRotation, ArchiveNote.KeyRotation);
        Assert.Equal(Codes.Append(ArchiveNote.KeyRotation).Order(),
            Enumerable.Range(0, 1_000).Where(code => ArchiveNote.IsCode(code)));
    }

    [Fact]
    [Trait("Requirement", "R28")]
    public void Each_note_in_turn_is_sealed_once_however_often_it_comes()
    {
        for (int i = 0; i < Codes.Length; i++)
        {
            Send(i + 1, Codes[i], 202_611 + i, 70 + i);
            Send(i + 1, Codes[i], 202_611 + i, 70 + i);
            _rig.Run(1_000);
            Send(i + 1, Codes[i], 202_611 + i, 70 + i);
            _rig.Run(1_000);
        }

        List<Record> told = Told();
        Assert.Equal(Codes.Select((code, i) => (code, 202_611L + i, 70L + i)), told.Select(Words));
        Assert.All(told, record => Assert.True(record.Sealed));
        Assert.Equal(4, _rig.Loop.Chain!.State.ArchiveNotes);
        Assert.Equal(8, _rig.Loop.ArchiveNotes!.Again);
        _rig.Boot();
        Assert.Equal(4, _rig.Loop.Chain!.State.ArchiveNotes);
    }

    [Fact]
    public void A_note_too_early_or_of_another_chain_is_put_off_and_counted()
    {
        Send(2, 948, 900, 1);
        Send(1, 948, 900, 1, merchant: 2);
        _rig.Run(1_000);
        Assert.Empty(Told());
        Assert.Equal(2, _rig.Loop.ArchiveNotes!.PutOff);
        Send(1, 20, 202_611, 1);
        Send(2, 948, 900, 1);
        Assert.Equal([20, 948], Told().Select(r => Words(r).Code));
    }

    [Fact]
    public void A_note_in_the_middle_of_a_sale_waits_for_its_end()
    {
        _rig.Key(5, Key.DoubleZero);
        _rig.Run(1_000);
        Send(1, 20, 202_611, 1);
        _rig.Run(1_000);
        Assert.Empty(Told());
        _rig.Key(Key.Clear);
        _rig.Run(1_000);
        Assert.Single(Told());
    }

    [Fact]
    public void A_forged_note_or_one_with_another_event_is_refused_and_told()
    {
        int length = Write(1, 948, 900, 1, 0);
        _message[length - 1] ^= 1;
        Assert.True(_rig.Uplink.Deliver(_message, length));
        _rig.Run(1_000);
        Assert.Empty(Told());
        Assert.Equal(1, _rig.Loop.Inbox!.Refused);
        Assert.Contains(Events(), r => Words(r).Code == EventCode.DownlinkRefused);
    }

    [Fact]
    [Trait("Requirement", "R10")]
    public void A_power_cut_at_any_operation_of_the_drive_leaves_one_event_once_the_note_is_repeated()
    {
        for (int tear = 0; tear < 3; tear++)
        {
            for (int cut = 0; cut < 40; cut++)
            {
                LoopRig rig = new();
                rig.Run(2_000);
                rig.Drive.Tear = tear;
                rig.Drive.CutAt = rig.Drive.Operations + cut;
                Send(rig, 1, 30, 202_612, 13);
                rig.Run(3_000);
                rig.Drive.PowerUp();
                rig.Clock.NowMs = 0;
                rig.Boot();
                rig.Run(2_000);
                for (int again = 0; again < 2; again++)
                {
                    Send(rig, 1, 30, 202_612, 13);
                    rig.Run(8_000);
                }

                Assert.True(Told(rig).Count == 1, $"tear {tear}, cut {cut}: {Told(rig).Count} events");
                Assert.Equal(JournalRecovery.Intact, rig.Loop.Journal!.Recovery.Problem);
            }
        }
    }

    private static (int Code, long First, long Second) Words(Record record) =>
        ((int)record.Values[EventLayout.Code], record.Values[EventLayout.Argument1],
            record.Values[EventLayout.Argument2]);

    private void Send(long number, int code, long first, long second, int merchant = 0)
    {
        int length = Write(number, code, first, second, merchant);
        Assert.True(_rig.Uplink.Deliver(_message, length));
        _rig.Run(200);
    }

    private static void Send(LoopRig rig, long number, int code, long first, long second)
    {
        var message = new byte[128];
        int length = rig.Writer.WriteArchiveNote(
            new ArchiveNote { Number = number, Code = code, Argument1 = first, Argument2 = second }, message);
        Assert.True(rig.Uplink.Deliver(message, length));
    }

    private int Write(long number, int code, long first, long second, int merchant) =>
        _rig.Writer.WriteArchiveNote(
            new ArchiveNote
            {
                Number = number, Merchant = merchant, Code = code, Argument1 = first, Argument2 = second,
            }, _message);

    private List<Record> Told() => Told(_rig);

    private static List<Record> Told(LoopRig rig) => [.. Events(rig).Where(r => Codes.Contains(Words(r).Code))];

    private List<Record> Events() => Events(_rig);

    private static List<Record> Events(LoopRig rig) => rig.TechnicalEvents();
}
