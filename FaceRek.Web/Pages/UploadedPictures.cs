namespace FaceRek.Web.Pages;

internal static class UploadedPictures
{
    /// <summary>The bytes of each file. They are never written to disk: forms are read in memory.</summary>
    public static async Task<IReadOnlyList<ReadOnlyMemory<byte>>> ReadAllAsync(
        this IEnumerable<IFormFile> files,
        CancellationToken cancellationToken
    )
    {
        var pictures = new List<ReadOnlyMemory<byte>>();
        foreach (var file in files)
        {
            var bytes = new byte[file.Length];
            await using var content = file.OpenReadStream();
            await content.ReadExactlyAsync(bytes, cancellationToken);
            pictures.Add(bytes);
        }
        return pictures;
    }
}
