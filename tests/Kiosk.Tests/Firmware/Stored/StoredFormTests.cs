namespace Kiosk.Tests.Firmware.Stored;

/// <summary>
/// What every decoder of a small file keeps: round trip; any bytes never throw; any single flipped bit is refused;
/// every cut length is refused.
/// </summary>
[Trait("Requirement", "F-JRN-1")]
public class StoredFormTests
{
    private const int Seed = 20261201, Values = 40, AnyFiles = 2_000, AnyBytesMax = 400;

    public static TheoryData<string> Names => [.. StoredForms.All.Select(form => form.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_value_comes_back_as_it_was_stored(string name)
    {
        StoredForm form = StoredForms.Of(name);
        Random random = new(Seed);
        for (int i = 0; i < Values; i++)
        {
            byte[] bytes = form.Any(random, out string value);
            Assert.True(value == form.ReadBytes(bytes), $"seed {Seed}, value {i}: {value}, {form.ReadBytes(bytes)}");
            form.Repair(bytes);
            Assert.Equal(value, form.ReadBytes(bytes));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_single_flipped_bit_is_refused(string name)
    {
        StoredForm form = StoredForms.Of(name);
        byte[] bytes = form.Any(new Random(Seed), out string value);
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.True(form.ReadBytes(bytes) is null, $"seed {Seed}, bit {bit} of {bytes.Length * 8} of {value}");
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_cut_length_is_refused(string name)
    {
        StoredForm form = StoredForms.Of(name);
        Random random = new(Seed);
        for (int i = 0; i < Values / 4; i++)
        {
            byte[] bytes = form.Any(random, out string value);
            for (int cut = 0; cut < bytes.Length; cut++)
            {
                Assert.True(form.ReadBytes(bytes[..cut]) is null, $"seed {Seed}, cut {cut} of {value}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_bytes_are_read_without_a_throw_even_under_a_right_check(string name)
    {
        StoredForm form = StoredForms.Of(name);
        Random random = new(Seed);
        int read = 0;
        for (int i = 0; i < AnyFiles; i++)
        {
            byte[] bytes = new byte[random.Next(AnyBytesMax)];
            random.NextBytes(bytes);
            form.ReadBytes(bytes);
            form.Repair(bytes);
            form.ReadBytes(bytes);
            byte[] near = form.Any(random, out string _);
            near[random.Next(near.Length)] = (byte)random.Next(256);
            form.Repair(near);
            read += form.ReadBytes(near) is null ? 0 : 1;
        }

        Assert.True(read > AnyFiles / 100, $"seed {Seed}: only {read} changed files passed the check");
    }
}
