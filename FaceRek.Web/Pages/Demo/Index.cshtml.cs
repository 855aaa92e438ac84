using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Models;
using FaceRek.Web.Setup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Demo;

/// <summary>Two pictures are compared for anybody who asks. Nothing of them outlives the answer.</summary>
[UsesCamera]
[EnableRateLimiting(Capture.DemoLimit)]
[RequestSizeLimit(LargestPair)]
public sealed class IndexModel(FaceModels models, PictureWords words, IStringLocalizer<Words> localizer) : PageModel
{
    /// <summary>Two pictures of 8 MB, and what a form wraps around them.</summary>
    private const int LargestPair = 16_100_000;

    public IReadOnlyList<Seen> Pictures { get; private set; } = [];
    public Verdict? Answer { get; private set; }
    public string? Refusal { get; private set; }
    public bool IsNeural => models.Recommended.IsNeural;

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(IFormFile? first, IFormFile? second, bool mayCompare, CancellationToken cancellation)
    {
        Refusal = first is null || second is null ? localizer["Choose two pictures."].Value
            : !mayCompare ? localizer["Tick the box first: both people must agree."].Value
            : null;
        if (Refusal is not null) { return Page(); }
        var files = await new[] { first!, second! }.ReadAllAsync(cancellation);
        Compare(files[0], files[1]);
        return Page();
    }

    private void Compare(ReadOnlyMemory<byte> first, ReadOnlyMemory<byte> second)
    {
        var model = models.Get(models.Recommended.Name);
        var readings = new[] { first, second }.Select(picture => model.Reader.Read(picture, PictureLimits.Upload)).ToArray();
        Pictures = [.. new[] { first, second }.Zip(readings, (picture, reading) => Look(model, picture, reading))];
        Answer = readings is [FaceReading.Readable one, FaceReading.Readable other] ? Judge(model, one, other) : Verdict.None;
    }

    private Seen Look(FaceModel model, ReadOnlyMemory<byte> picture, FaceReading reading) => model.Reader.DetectAll(picture, PictureLimits.Upload) is FaceSurvey.Seen seen
        ? new Seen(seen.Width, seen.Height, seen.Faces, reading switch
        {
            FaceReading.Readable => localizer["One face found."],
            FaceReading.PoorPicture poor => words.Of(poor.Flaws[0]),
            FaceReading.SeveralFaces several => localizer["{0} faces found. Use a picture with one.", several.Faces],
            _ => localizer["No face found."],
        })
        : new Seen(0, 0, [], reading is FaceReading.Unreadable broken ? words.Of(broken.Fault, PictureLimits.Upload) : localizer["No face found."]);

    private static Verdict Judge(FaceModel model, FaceReading.Readable one, FaceReading.Readable other)
    {
        var person = Guid.CreateVersion7();
        var gallery = model.NewGallery();
        gallery.Put(person, Guid.CreateVersion7(), one.Template);
        var result = gallery.Verify(person, other.Template);
        return result.Score >= result.Threshold ? Verdict.Same
            : result.Score >= result.Threshold - model.Policy.MinMargin ? Verdict.Unsure
            : Verdict.Different;
    }

    public enum Verdict
    {
        None,
        Same,
        Unsure,
        Different,
    }

    /// <param name="Width">Of the upright picture; 0 when it could not be read.</param>
    public sealed record Seen(int Width, int Height, IReadOnlyList<FaceBox> Faces, string Sentence);
}
