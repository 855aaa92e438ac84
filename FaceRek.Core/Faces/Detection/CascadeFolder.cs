namespace FaceRek.Core.Faces.Detection;

/// <summary>Where OpenCV's Haar cascades lie on this machine.</summary>
internal static class CascadeFolder
{
    /// <summary>Debian's opencv-data, then the places other distributions and builds from source use.</summary>
    private static readonly string[] Usual =
    [
        "/usr/share/opencv4/haarcascades",
        "/usr/share/opencv/haarcascades",
        "/usr/local/share/opencv4/haarcascades",
    ];

    public const string Face = "haarcascade_frontalface_alt2.xml";

    /// <exception cref="FileNotFoundException">Nowhere; the message says what to install.</exception>
    public static string Find(string? named = null) =>
        (named is null ? Usual : [named]).FirstOrDefault(folder => File.Exists(Path.Combine(folder, Face)))
        ?? throw new FileNotFoundException(
            $"{Face} was not found in {(named ?? string.Join(" or ", Usual))}: install Debian's package opencv-data, which brings it."
        );
}
