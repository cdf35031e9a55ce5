namespace Kiosk.Firmware.SelfTest;

/// <summary>Bytes that must never change without a new version of seal or wire.</summary>
public static class GoldenVectors
{
    /// <summary>Seal of the third ticket of <see cref="SealChecks.Seals"/>.</summary>
    public const string ThirdSeal = "147c344914f7a6d6edf3b9a67a519adcb427998939e7a3fbfdfca0ca8fba5a52";

    /// <summary>The frame of <see cref="SealChecks.Frames"/>.</summary>
    public const string Frame =
        "89011903ef01011904241a6b000c4c84852184000000040184010218dd1903e884020118b4190226"
        + "8501183c0184010218de1903e884020118b41902268501183c0184010218df1903e884020118b419"
        + "02268a0718f0000a181e183c18321828141846f6505631481f9ec42eaabf17d53315b3757e";
}
