using System.Text;
using Kiosk.Firmware;
using Kiosk.Firmware.Identities;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Tests.Firmware.Identities;

/// <summary>The device's credentials, with the power cut at every operation of the drive.</summary>
public class CredentialCuts
{
    private static readonly byte[] Secret = [.. Enumerable.Range(1, 32).Select(n => (byte)n)];
    private static readonly string[] Versions = ["first", "second", "third"];

    [Theory]
    [InlineData(InMemoryDrive.TearNone)]
    [InlineData(InMemoryDrive.TearHalf)]
    [InlineData(InMemoryDrive.TearAllButOne)]
    [InlineData(InMemoryDrive.TearFull)]
    [Trait("Requirement", "F-CRED-2")]
    public void A_cut_at_any_operation_leaves_credentials_that_were_answered_and_the_delivery_ends_in_force(int tear)
    {
        int operations = Rotate(new InMemoryDrive(4, 64 * 1024), -1, tear);
        Assert.Equal(3, operations);
        for (int cut = 0; cut < operations; cut++)
        {
            Rotate(new InMemoryDrive(4, 64 * 1024), cut, tear);
        }
    }

    [Theory]
    [InlineData(InMemoryDrive.TearNone)]
    [InlineData(InMemoryDrive.TearHalf)]
    [InlineData(InMemoryDrive.TearFull)]
    [Trait("Requirement", "F-CRED-2")]
    public void A_delivery_over_one_that_was_refused_never_takes_the_place_of_those_in_force(int tear)
    {
        for (int cut = 0; cut < 3; cut++)
        {
            InMemoryDrive drive = new(4, 64 * 1024);
            CredentialSlots slots = Load(drive);
            Assert.Equal(CredentialSlots.Stored, Deliver(slots, "first"));
            Assert.Equal(CredentialSlots.Stored, Deliver(slots, "second"));
            drive.CutAt = drive.Operations + cut;
            drive.Tear = tear;
            Deliver(slots, "third");
            drive.PowerUp();
            slots = Load(drive);
            Assert.Contains("first", Offers(slots));
        }
    }

    [Fact]
    [Trait("Requirement", "F-CRED-2")]
    public void Refused_ones_are_tried_three_times_between_those_in_force_and_then_left_alone()
    {
        CredentialSlots slots = Load(new InMemoryDrive(4, 64 * 1024));
        Deliver(slots, "first");
        Deliver(slots, "second");
        List<string> used = [];
        for (int i = 0; i < 8; i++)
        {
            used.Add(Used(slots));
            if (used[^1] == "first")
            {
                Assert.True(slots.Answered());
            }
        }

        Assert.Equal(["second", "first", "second", "first", "second", "first", "first", "first"], used);
        Assert.True(slots.Refused);
        Assert.True(slots.OnTrial);
    }

    [Fact]
    [Trait("Requirement", "F-CRED-2")]
    public void A_gateway_that_answers_neither_counts_against_nobody_however_long_it_is_away()
    {
        CredentialSlots slots = Load(new InMemoryDrive(4, 64 * 1024));
        Deliver(slots, "first");
        Deliver(slots, "second");
        for (int i = 0; i < 25; i++)
        {
            Assert.Equal("second", Used(slots));
            Assert.Equal("first", Used(slots));
        }

        Assert.Equal("second", Used(slots));
        Assert.True(slots.Answered());
        Assert.False(slots.Refused);
        Assert.Equal(["second"], Offers(slots));
    }

    [Fact]
    [Trait("Requirement", "F-CRED-2")]
    public void Next_ones_that_were_left_alone_are_tried_again_when_those_in_force_are_refused_too()
    {
        CredentialSlots slots = Load(new InMemoryDrive(4, 64 * 1024));
        Deliver(slots, "first");
        Deliver(slots, "second");
        for (int i = 0; i < CredentialSlots.TriesMax; i++)
        {
            Assert.Equal("second", Used(slots));
            Assert.Equal("first", Used(slots));
            Assert.True(slots.Answered());
        }

        // The answers to the second were lost, and the day of the first is over: nobody answers it any more.
        Assert.True(slots.Refused);
        Assert.Equal("first", Used(slots));
        Assert.Equal("second", Used(slots));
        Assert.True(slots.Answered());
        Assert.Equal(["second"], Offers(slots));
    }

    [Fact]
    [Trait("Requirement", "F-CRED-2")]
    public void An_answer_to_the_connection_before_puts_nothing_in_force()
    {
        CredentialSlots slots = Load(new InMemoryDrive(4, 64 * 1024));
        Deliver(slots, "first");
        Deliver(slots, "second");
        slots.Choose();
        Assert.False(slots.Answered());
        Assert.True(slots.OnTrial);
        slots.Opened();
        Assert.True(slots.Answered());
        Assert.False(slots.OnTrial);
    }

    [Fact]
    [Trait("Requirement", "F-CRED-2")]
    public void Neither_the_loop_nor_the_connecting_thread_waits_for_the_other_nor_sees_half_a_delivery()
    {
        CredentialSlots slots = Load(new InMemoryDrive(4, 64 * 1024));
        Deliver(slots, "first");
        using CancellationTokenSource stop = new();
        int torn = 0, read = 0;
        Thread connecting = new(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                if (slots.Choose() is not { } chosen)
                {
                    continue;
                }

                string certificate = Encoding.ASCII.GetString(chosen.Buffer, 0, chosen.CertificateLength);
                string key = Encoding.ASCII.GetString(chosen.Buffer, chosen.KeyAt, chosen.KeyLength);
                slots.Opened();
                torn += key == "key " + certificate ? 0 : 1;
                read++;
            }
        });
        connecting.Start();
        int stored = 0;
        for (int i = 0; i < 500_000 && (stored < 200 || Volatile.Read(ref read) < 200); i++)
        {
            int outcome = slots.Renew(Made(i % 2 == 0 ? "delivery the longer " + i : "d " + i));
            Assert.True(outcome is CredentialSlots.Stored or CredentialSlots.Busy, $"outcome {outcome}");
            stored += outcome == CredentialSlots.Stored ? 1 : 0;
            slots.Answered();
        }

        stop.Cancel();
        connecting.Join();
        Assert.Equal(0, torn);
        Assert.InRange(stored, 1, int.MaxValue);
        Assert.InRange(read, 1, int.MaxValue);
    }

    [Fact]
    [Trait("Requirement", "F-CRED-2")]
    public void A_drive_that_throws_in_a_delivery_leaves_the_connecting_thread_its_credentials()
    {
        ThrowingDrive drive = new();
        CredentialSlots slots = new(drive, 0);
        slots.Load();
        Assert.Equal(CredentialSlots.Stored, Deliver(slots, "first"));
        drive.Throws = true;
        Assert.Throws<IOException>(() => slots.Renew(Made("second")));
        Assert.Equal("first", Used(slots));
    }

    [Fact]
    [Trait("Requirement", "F-CRED-2")]
    public void A_lost_slot_makes_no_later_delivery_pass_for_an_answered_one()
    {
        InMemoryDrive drive = new(4, 64 * 1024);
        CredentialSlots slots = Load(drive);
        Deliver(slots, "first");
        Deliver(slots, "second");
        Assert.Equal("second", Used(slots));
        Assert.True(slots.Answered());
        Assert.True(drive.Corrupt(1, 40, 1));
        slots = Load(drive);
        Assert.Equal(["first"], Offers(slots));
        Assert.Equal(CredentialSlots.Stored, Deliver(slots, "third"));
        slots = Load(drive);
        Assert.True(slots.OnTrial);
        Assert.Equal(["third", "first"], Offers(slots));
    }

    [Fact]
    [Trait("Requirement", "F-CRED-3")]
    public void Another_secret_is_refused_because_the_journal_is_sealed_by_the_one_in_force()
    {
        CredentialSlots slots = Load(new InMemoryDrive(4, 64 * 1024));
        Deliver(slots, "first");
        Assert.Equal(CredentialSlots.OtherSecret, slots.Deliver(new byte[32], Made("second")));
        Assert.Equal(["first"], Offers(slots));
    }

    /// <summary>Two deliveries, each answered; boots until all is done. Returns the operations.</summary>
    private static int Rotate(InMemoryDrive drive, int cut, int tear)
    {
        drive.CutAt = cut;
        drive.Tear = tear;
        string confirmed = "";
        HashSet<string> answered = [];
        for (int boot = 0; boot < 4 && confirmed != "second"; boot++)
        {
            CredentialSlots slots = Load(drive);
            if (answered.Count > 0)
            {
                // What the gateway has answered before the cut still opens a connection.
                Assert.Contains(Offers(slots), answered.Contains);
                slots = Load(drive);
            }

            foreach (string delivery in Versions.Take(2))
            {
                // The bench's items stay until they are stored: the same delivery comes again at every boot.
                bool older = delivery == "first" && confirmed != "";
                bool safe = older || Deliver(slots, delivery) <= CredentialSlots.Held;
                if (!safe)
                {
                    break;
                }

                string used = Used(slots);
                answered.Add(used);
                confirmed = !drive.Dead && slots.Answered() ? used : confirmed;
            }

            drive.PowerUp();
        }

        Assert.Equal("second", confirmed);
        Assert.Contains("second", Offers(Load(drive)));
        return drive.Operations;
    }

    private static CredentialSlots Load(InMemoryDrive drive)
    {
        CredentialSlots slots = new(drive, 0);
        slots.Load();
        return slots;
    }

    private static int Deliver(CredentialSlots slots, string version) => slots.Deliver(Secret, Made(version));

    private static Credentials Made(string version) =>
        Credentials.Of(Encoding.ASCII.GetBytes(version), Encoding.ASCII.GetBytes("key " + version));

    /// <summary>What the next connection is made with, which opens.</summary>
    private static string Used(CredentialSlots slots)
    {
        Credentials chosen = slots.Choose()!;
        slots.Opened();
        string certificate = Encoding.ASCII.GetString(chosen.Buffer, 0, chosen.CertificateLength);
        Assert.Equal("key " + certificate, Encoding.ASCII.GetString(chosen.Buffer, chosen.KeyAt, chosen.KeyLength));
        return certificate;
    }

    /// <summary>The first two choices.</summary>
    private static string[] Offers(CredentialSlots slots)
    {
        Assert.True(slots.Any);
        string first = Used(slots), second = Used(slots);
        return first == second ? [first] : [first, second];
    }

    private sealed class ThrowingDrive : Drive
    {
        private readonly InMemoryDrive _inner = new(4, 64 * 1024);

        public bool Throws { get; set; }

        public override int FileCount => _inner.FileCount;

        public override int CapacityBytes => _inner.CapacityBytes;

        public override int Length(int file) => _inner.Length(file);

        public override bool Append(int file, byte[] data, int offset, int length) =>
            _inner.Append(file, data, offset, length);

        public override bool Replace(int file, byte[] data, int offset, int length) =>
            Throws ? throw new IOException("torn") : _inner.Replace(file, data, offset, length);

        public override int Read(int file, int position, byte[] buffer, int offset, int length) =>
            _inner.Read(file, position, buffer, offset, length);

        public override bool Delete(int file) => _inner.Delete(file);
    }
}
