using System.Diagnostics;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Geometry;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Reading;
using FaceRek.Core.Faces.Templates;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Demo;

/// <summary>Compares two pictures for any visitor. Nothing of them is kept after the response.</summary>
[AllowAnonymous]
[UsesCamera]
[EnableRateLimiting(DemoRateLimit.Name)]
[RequestSizeLimit(MaxPairLength)]
public sealed class IndexModel(
    FaceModels models,
    FaceWorkers workers,
    PictureText words,
    IStringLocalizer<Words> localizer
) : PageModel
{
    /// <summary>Two pictures of 8 MB, and the overhead of a form.</summary>
    private const int MaxPairLength = 16_100_000;

    public IReadOnlyList<Seen> Pictures { get; private set; } = [];
    public Verdict? Answer { get; private set; }
    public string? Refusal { get; private set; }
    public bool IsNeural => models.Recommended.IsNeural;

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(
        IFormFile? first,
        IFormFile? second,
        bool mayCompare,
        CancellationToken cancellationToken
    )
    {
        Refusal =
            first is null || second is null ? localizer["Choose two pictures."].Value
            : !mayCompare ? localizer["Tick the box first. Both people must agree."].Value
            : null;
        if (Refusal is not null)
        {
            return Page();
        }
        var files = await new[] { first!, second! }.ReadAllAsync(cancellationToken);
        await CompareAsync(files[0], files[1], cancellationToken);
        return Page();
    }

    private async Task CompareAsync(
        ReadOnlyMemory<byte> first,
        ReadOnlyMemory<byte> second,
        CancellationToken cancellationToken
    )
    {
        var model = models.Get(models.Recommended.Name);
        var looks = await workers.RunAllAsync(
            [
                .. new[] { first, second }.Select(picture =>
                    (Func<(FaceReading Reading, FaceSurvey Survey)>)(
                        () =>
                            (
                                model.Reader.Read(picture, PictureLimits.Upload),
                                model.Reader.DetectAll(picture, PictureLimits.Upload)
                            )
                    )
                ),
            ],
            cancellationToken
        );
        var readings = looks.Select(look => look.Reading).ToArray();
        Pictures = [.. looks.Select(look => Look(look.Reading, look.Survey))];
        Answer = readings is [FaceReading.Readable one, FaceReading.Readable other]
            ? Judge(model, one, other)
            : Verdict.None;
    }

    private Seen Look(FaceReading reading, FaceSurvey survey) =>
        survey is FaceSurvey.Seen seen
            ? new Seen(
                seen.Width,
                seen.Height,
                seen.Faces,
                reading switch
                {
                    FaceReading.Readable => localizer["One face found."],
                    FaceReading.PoorPicture poor => words.Of(poor.Flaws[0]),
                    FaceReading.SeveralFaces several => localizer[
                        "{0} faces found. Use a picture with one.",
                        several.Faces
                    ],
                    FaceReading.Unreadable or FaceReading.NoFace => localizer["No face found."],
                    _ => throw new UnreachableException(),
                }
            )
            : new Seen(
                0,
                0,
                [],
                reading is FaceReading.Unreadable broken
                    ? words.Of(broken.Error, PictureLimits.Upload)
                    : localizer["No face found."]
            );

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
