using System.Text.Json;
using FaceRek.Core.Faces.Models;

namespace FaceRek.Core.Faces.Conversion;

/// <summary>Makes the file of a network of what a package has.</summary>
internal static class PackageConversion
{
    /// <param name="files">The pinned files of the package, by their path.</param>
    /// <exception cref="ModelException">They are not what they should be.</exception>
    public static byte[] Convert(
        ModelManifest manifest,
        ModelOrigin.Package origin,
        IReadOnlyDictionary<string, byte[]> files
    )
    {
        byte[] File(int index) => files[origin.From.Files[index].Path];
        try
        {
            return origin.Content switch
            {
                PackageContent.Network => File(0),
                PackageContent.DlibResnetWeights => DlibResnet.ToOnnx(File(0), File(1)),
                PackageContent.TfjsGraph when manifest is MeshManifest mesh => TfjsGraph.ToOnnx(
                    File(0),
                    File(1),
                    mesh.Name,
                    mesh.Points,
                    mesh.Presence
                ),
                _ => throw new InvalidOperationException($"There is no conversion for {manifest.Name}."),
            };
        }
        catch (Exception fault)
            when (fault is JsonException or KeyNotFoundException or FormatException or OverflowException)
        {
            throw new ModelException(
                $"The files of {origin.From} are not a network as it should be: {fault.Message}",
                fault
            );
        }
    }
}
