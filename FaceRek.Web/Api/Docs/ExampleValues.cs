using FaceRek.Web.Api.Pipeline;

namespace FaceRek.Web.Api.Docs;

/// <summary>What several examples share: one person, their face, a picture and a punch on one morning. A test sends each example to the application and compares the responses.</summary>
internal static class ExampleValues
{
    public static readonly Guid PersonId = Guid.Parse("0198a5e2-6c00-7000-8000-00000000e001");
    public static readonly Guid FaceId = Guid.Parse("0198a5e2-6c00-7000-8000-00000000e004");
    public static readonly Guid PunchId = Guid.Parse("0198a5e2-6c00-7000-8000-00000000e005");
    public const string ChallengeId = "Zm9yLW9uZS1wZXJzb24tMQ";
    public static readonly DateTimeOffset Morning = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    public const string Classic = "classic/1";

    /// <summary>The start of a JPEG: as much of a picture as fits into a document.</summary>
    public static readonly PictureJson Picture = new(
        new byte[] { 0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 0x4A, 0x46, 0x49, 0x46 }
    );
}
