using System.Collections;
using System.Reflection;
using System.Text;
using Kiosk.Board.Virtual.Cards;
using Kiosk.Drivers.Cards;
using Kiosk.Firmware.Cards;
using Kiosk.Tests.Architecture.Il;
using Kiosk.Tests.Architecture.Portable;

namespace Kiosk.Tests.Cards;

/// <summary>No data of a card stays on the kiosk (R51); stepping a payment allocates nothing.</summary>
public class CardPrivacy
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Requirement", "R51")]
    public void No_data_of_the_card_is_on_the_drive_or_in_memory(bool overTcp)
    {
        using CardBench bench = CardBench.With(overTcp, CardMischief.LongAnswer);
        bench.Start();
        bench.Run();
        Assert.Equal(CardPayment.Paid, bench.Card.State);
        bench.Pass(1_000);
        string drive = Encoding.Latin1.GetString(bench.DriveBytes());
        string memory = Memory(bench.Card);
        Assert.Contains("1250", memory, StringComparison.Ordinal);
        for (int i = 0; i + 6 <= CardBank.CardNumber.Length; i++)
        {
            string piece = CardBank.CardNumber.Substring(i, 6);
            Assert.DoesNotContain(piece, drive, StringComparison.Ordinal);
            Assert.DoesNotContain(piece, memory, StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("Requirement", "R51")]
    public void Concert_is_asked_for_the_short_answer_that_carries_no_card_data()
    {
        using Ear ear = new();
        ConcertTerminal terminal = new(ear, 1);
        terminal.Request(1250, 1, 0);
        ear.Reply(ConcertFrame.Ack);
        terminal.Step(20);
        Assert.Equal((byte)'0', ear.Heard[ear.Heard.Count - ConcertFrame.RequestBytes + 11]);
    }

    [Fact]
    public void Stepping_a_payment_allocates_nothing()
    {
        var rule = new AllocationRule(IlModel.Portable(), typeof(CardPayment).FullName!, nameof(CardPayment.Step));
        Assert.True(rule.MethodsReached > 50, $"only {rule.MethodsReached} methods reached");
        Assert.DoesNotContain(rule.Sites, s => s.Contains("Kiosk.Firmware.Cards", StringComparison.Ordinal));
    }

    /// <summary>Everything reachable from an object, as text: bytes as Latin-1, numbers in digits.</summary>
    private static string Memory(object root)
    {
        StringBuilder text = new();
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        Stack<object> waiting = new([root]);
        while (waiting.TryPop(out object? item))
        {
            Type type = item.GetType();
            bool ours = type.Namespace?.StartsWith("Kiosk.Firmware.Cards", StringComparison.Ordinal) == true;
            if (item is byte[] bytes)
            {
                text.Append(Encoding.Latin1.GetString(bytes)).Append(' ');
            }
            else if (type.IsPrimitive || item is string)
            {
                text.Append(item).Append(' ');
            }
            else if (item is IEnumerable list && seen.Add(item))
            {
                list.Cast<object?>().OfType<object>().ToList().ForEach(waiting.Push);
            }
            else if (ours && seen.Add(item))
            {
                foreach (object value in Values(item, type))
                {
                    waiting.Push(value);
                }
            }
        }

        return text.ToString();
    }

    private static IEnumerable<object> Values(object item, Type? type)
    {
        const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        for (; type is not null; type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(Fields | BindingFlags.DeclaredOnly))
            {
                if (field.GetValue(item) is { } value)
                {
                    yield return value;
                }
            }
        }
    }

    private sealed class Ear : Kiosk.Board.Virtual.Streams.ByteStream
    {
        private readonly Queue<byte> _replies = new();

        public List<byte> Heard { get; } = [];

        public void Reply(byte value) => _replies.Enqueue(value);

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (!_replies.TryDequeue(out byte value))
            {
                return 0;
            }

            buffer[offset] = value;
            return 1;
        }

        public override void Write(byte[] buffer, int offset, int count) =>
            Heard.AddRange(buffer[offset..(offset + count)]);
    }
}
