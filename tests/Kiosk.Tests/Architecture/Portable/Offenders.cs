using System.Text;

namespace Kiosk.Tests.Architecture.Portable.Offenders;

// One trap of the nano dialect per member; the guard is pointed at this file and must complain about each by name.
internal enum Colour
{
    Red,
    Blue,
}

internal interface IHasDefault
{
    int Twice(int n) => unchecked(n * 2);
}

internal static class Sound
{
    public static readonly byte[] Table = [1, 2, 3];

    public static int Sum(byte[] data)
    {
        int sum = 0;
        for (int i = 0; i < data.Length; i = unchecked(i + 1))
        {
            sum = unchecked(sum + data[i]);
        }

        return sum;
    }

    public static int SafeCasts(uint u) => unchecked((int)(u >> 24) + (int)(u & 0x7fffffff) + (int)(u % 10u));

    public static void SafeStore(uint u, int[] into) => into[0] = unchecked((int)u);
}

internal static class LaterName
{
    public static readonly int Start = int.Parse("7", System.Globalization.CultureInfo.InvariantCulture);
}

internal static class ReadsOtherStatic
{
    public static readonly int Copy = Helper();

    private static int Helper() => LaterName.Start;
}

internal static class Traps
{
    public static int GenericType(byte[] data) => new List<byte>(data).Count;

    public static int GenericMethod(byte[] data) => Array.IndexOf<byte>(data, 3);

    public static T GenericOwn<T>(T value) => value;

    public static int Grid() => new int[2, 3].Length;

    public static int Checked(int a) => checked(a + 1);

    public static string EnumText(Colour c) => c.ToString();

    public static object EnumBox(Colour c) => c;

    public static double Float(int a) => a * 0.5;

    public static int Unlisted(string s) => s.Replace('a', 'b').Length;

    public static int Stack()
    {
        ReadOnlySpan<byte> span = stackalloc byte[4];
        return span.Length;
    }

    public static int? MaybeInt(int a) => a > 0 ? a : null;

    public static int CastShift(uint u) => unchecked((int)u) >> 3;

    public static long CastWiden(uint u) => unchecked((int)u);

    public static int CastReturn(uint u) => unchecked((int)u);

    public static int CastPass(uint u) => Sound.SafeCasts(0) + Math.Abs(unchecked((int)u));

    public static long CastLong(ulong u) => unchecked((long)u) >> 3;
}

internal sealed class GenericHolder<T>(T held)
{
    public T Held = held;
}

internal sealed class Fields
{
    public double Ratio = 1;
    public volatile int Shared = 1;
}

internal abstract class Part
{
    public abstract int Poll();
}

internal sealed class GreedyPart : Part
{
    public override int Poll() => new byte[4].Length;
}

internal sealed class Loop(Part part)
{
    public string Name = "";

    public int Step() => part.Poll() + int.Parse(Name, System.Globalization.CultureInfo.InvariantCulture);

    // Not reached from Step: may allocate.
    public void Start() => Name = new StringBuilder().Append('x').ToString();
}
