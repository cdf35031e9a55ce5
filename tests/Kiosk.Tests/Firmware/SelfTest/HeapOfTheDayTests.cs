using System.Reflection;
using Kiosk.Firmware.SelfTest;
using Kiosk.Protocol;

namespace Kiosk.Tests.Firmware.SelfTest;

/// <summary>
/// The board runs the self-test in a heap of 92,160 bytes. The tables of the loaded assemblies take 30 KB of it and the
/// frames of the deepest call 8 KB: what is left holds the objects of the scripted day. Priced as the interpreter does:
/// 12 bytes a block, one block a field, an array a head of two blocks and its bytes.
/// </summary>
public class HeapOfTheDayTests
{
    private const int BytesMax = 52_000, BlockBytes = 12;

    [Fact]
    public void Objects_of_the_scripted_day_leave_the_heap_of_the_board_its_margin()
    {
        long bytes = BytesOf(new ScriptedDay(new SelfCheck(null), new ManagedMac()));
        Assert.InRange(bytes, 30_000, BytesMax);
    }

    [Fact]
    public void An_object_that_is_too_large_is_seen_behind_a_private_field_of_its_base()
    {
        var offender = new Offender();
        Assert.Equal((3 * BlockBytes) + (2 * BlockBytes) + (5 * 1024), BytesOf(offender));
    }

    private static long BytesOf(object root)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var waiting = new Queue<object?>([root]);
        long bytes = 0;
        while (waiting.TryDequeue(out object? next))
        {
            // The interpreter reads the text of a literal where it lies in the flash.
            if (next is null or string or Delegate || !seen.Add(next))
            {
                continue;
            }

            bytes += next is Array array ? ArrayBytes(array, waiting) : ObjectBytes(next, waiting);
        }

        return bytes;
    }

    private static long ArrayBytes(Array array, Queue<object?> waiting)
    {
        Type element = array.GetType().GetElementType()!;
        if (element.IsPrimitive)
        {
            return (2 * BlockBytes) + Buffer.ByteLength(array);
        }

        foreach (object? item in array)
        {
            waiting.Enqueue(item);
        }

        return (2L + array.Length) * BlockBytes;
    }

    private static long ObjectBytes(object item, Queue<object?> waiting)
    {
        long bytes = 2 * BlockBytes;
        for (Type? type = item.GetType(); type is not null; type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.DeclaredOnly
                | BindingFlags.Public | BindingFlags.NonPublic))
            {
                bytes += BlockBytes;
                waiting.Enqueue(field.FieldType.IsPrimitive ? null : field.GetValue(item));
            }
        }

        return bytes;
    }

    private abstract class OffenderBase
    {
        private readonly byte[] _hidden = new byte[5 * 1024];

        public int Length => _hidden.Length;
    }

    private sealed class Offender : OffenderBase;
}
