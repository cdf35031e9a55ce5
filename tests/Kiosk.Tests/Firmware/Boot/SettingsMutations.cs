using Kiosk.Firmware;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Tests.Firmware.Boot;

/// <summary>A damaged settings file activates nothing but what the gateway signed.</summary>
public class SettingsMutations
{
    private const int Mutations = 1_000, Seed = 20261123;
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(n => (byte)n)];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Requirement", "F-CFG-4")]
    [Trait("Requirement", "F-CFG-1")]
    public void A_thousand_mutations_of_a_valid_file_crash_nothing_and_activate_nothing_wrong(bool withGoodChecksum)
    {
        Random random = new(Seed);
        byte[] older = File(1, 120, 1), newer = File(2, 240, 2);
        for (int i = 0; i < Mutations; i++)
        {
            byte[] mutated = Mutate(newer, random);
            if (withGoodChecksum && mutated.Length > 4)
            {
                Bytes.PutU32(mutated, mutated.Length - 4, Crc32.Compute(mutated, 0, mutated.Length - 4));
            }

            // Under a check put right, only the generation may differ: the message is the gateway's own then, and may
            // count. Any damage under the old check is refused, wherever it lies.
            bool same = mutated.AsSpan().SequenceEqual(newer);
            int generation = newer.Length - 8;
            bool whole = same || (withGoodChecksum && mutated.Length == newer.Length
                && mutated.AsSpan(0, generation).SequenceEqual(newer.AsSpan(0, generation)));
            (int, int) found = Load(older, mutated);
            Assert.True(found == (1, 120) || (whole && found == (2, 240)), $"seed {Seed}, mutation {i}: {found}");
            found = Load(null, mutated);
            Assert.True(found == (0, 300) || (whole && found == (2, 240)), $"seed {Seed}, mutation {i} alone: {found}");
        }
    }

    private static byte[] Mutate(byte[] good, Random random)
    {
        byte[] bytes = [.. good];
        switch (random.Next(4))
        {
            case 0:
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1:
                return bytes[..random.Next(bytes.Length)];
            case 2:
                random.NextBytes(bytes.AsSpan(random.Next(bytes.Length)));
                return bytes;
            default:
                int at = random.Next(bytes.Length);
                return [.. bytes[..at], (byte)random.Next(256), .. bytes[at..]];
        }
    }

    /// <summary>A slot as the store writes it: the message as it came, then the trailer of the slot.</summary>
    private static byte[] File(int version, int climateSeconds, int generation)
    {
        InMemoryDrive drive = new(DriveFiles.FirstSegment, 8_192);
        byte[] buffer = new byte[1_024];
        Settings settings = new() { Version = version, ClimateSeconds = climateSeconds };
        int length = new DownlinkWriter(new ManagedMac(), Key, 1007).WriteSettings(settings, buffer);
        SlotPair slots = new(drive, 0, 0x5345) { Generation = generation - 1 };
        Assert.True(slots.Save(buffer, length));
        int file = drive.Length(0) > 0 ? 0 : 1;
        byte[] bytes = new byte[drive.Length(file)];
        Assert.Equal(bytes.Length, drive.Read(file, 0, bytes, 0, bytes.Length));
        return bytes;
    }

    private static (int Version, int ClimateSeconds) Load(byte[]? first, byte[] second)
    {
        InMemoryDrive drive = new(DriveFiles.FirstSegment, 8_192);
        Assert.True(first is null || drive.Replace(DriveFiles.Settings, first, 0, first.Length));
        Assert.True(drive.Replace(DriveFiles.Settings + 1, second, 0, second.Length));
        SettingsStore store = new(drive, new ManagedMac(), Key, 1007, new DownlinkReader(), new byte[1_024], 1, -1);
        store.Load();
        return (store.Settings.Version, store.Settings.ClimateSeconds);
    }
}
