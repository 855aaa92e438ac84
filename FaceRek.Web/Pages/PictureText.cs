using System.Diagnostics;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Quality;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages;

/// <summary>Describes what is wrong with a picture, and what helps.</summary>
public sealed class PictureText(IStringLocalizer<Words> words)
{
    public string NoFace => words["No face in the picture. Look into the frame."];

    public string SeveralFaces => words["Several people are in the picture. Only you should be."];

    public string Of(QualityFlaw flaw) =>
        flaw switch
        {
            QualityFlaw.TooFar => words["Come a little closer."],
            QualityFlaw.TooClose => words["Move back a little."],
            QualityFlaw.TooDark => words["It is too dark. Face a lamp or a window."],
            QualityFlaw.TooBright => words["It is too bright. Turn away from the light."],
            QualityFlaw.Blurred => words["The picture is blurred. Hold still."],
            QualityFlaw.TurnedAway => words["Turn towards the camera."],
            QualityFlaw.Covered => words["Something covers part of your face. Move it away."],
            QualityFlaw.CutOff => words["Move so that your whole face is in the frame."],
            _ => throw new InvalidOperationException($"{flaw} has no words."),
        };

    public string Of(PictureError error, PictureLimits limits) =>
        error switch
        {
            PictureError.Empty or PictureError.Damaged => words["The picture is empty or damaged."],
            PictureError.UnsupportedFormat => limits.AllowsPng
                ? words["Use a JPEG or PNG picture."]
                : words["Use a JPEG picture."],
            PictureError.TooManyBytes => words["The picture is larger than {0} kB.", limits.MaxBytes / 1000],
            PictureError.TooManyPixels => limits.AllowsPng
                ? words[
                    "The picture has too many pixels: at most {0} megapixels are taken as JPEG, and {1} as PNG.",
                    limits.MaxPixels / 1_000_000,
                    limits.MaxPngPixels / 1_000_000
                ]
                : words[
                    "The picture has too many pixels: at most {0} megapixels are taken.",
                    limits.MaxPixels / 1_000_000
                ],
            PictureError.Heic
            or PictureError.Avif
            or PictureError.WebP
            or PictureError.Cmyk
            or PictureError.Arithmetic
            or PictureError.TooDeep
            or PictureError.Interlaced
            or PictureError.TooLargeInScans => words[PictureAdvice.On(error)],
            _ => throw new InvalidOperationException($"{error} has no words."),
        };

    public static int StatusOf(PictureError error) =>
        error switch
        {
            PictureError.UnsupportedFormat
            or PictureError.Heic
            or PictureError.Avif
            or PictureError.WebP
            or PictureError.Cmyk
            or PictureError.Arithmetic
            or PictureError.TooDeep
            or PictureError.Interlaced => StatusCodes.Status415UnsupportedMediaType,
            PictureError.TooManyBytes or PictureError.TooManyPixels or PictureError.TooLargeInScans =>
                StatusCodes.Status413PayloadTooLarge,
            PictureError.Empty or PictureError.Damaged => StatusCodes.Status400BadRequest,
            _ => throw new UnreachableException(),
        };
}
