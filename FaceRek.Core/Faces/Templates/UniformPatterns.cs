using System.Numerics;

namespace FaceRek.Core.Faces.Templates;

/// <summary>Patterns with at most two changes around the circle carry nearly all of a face; the rest share one bin (Ahonen, Hadid and Pietikainen, IEEE TPAMI 28(12), 2006).</summary>
internal static class UniformPatterns
{
    /// <summary>58 uniform patterns and one bin for all others.</summary>
    public const int Bins = 59;

    /// <summary>The bin of each of the 256 codes.</summary>
    public static readonly byte[] BinOf = Number();

    private static byte[] Number()
    {
        var bins = new byte[256];
        byte next = 0;
        for (var code = 0; code < 256; code++)
        {
            var changes = BitOperations.PopCount((uint)(code ^ ((code >> 1) | ((code & 1) << 7))));
            bins[code] = changes <= 2 ? next++ : (byte)(Bins - 1);
        }
        return bins;
    }
}
