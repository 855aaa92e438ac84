namespace FaceRek.Core.Faces.Quality;

/// <summary>What a picture needs to be worth comparing. Units as in <see cref="PictureQuality"/>.</summary>
public sealed record QualityLimits
{
    public static readonly QualityLimits Default = new();

    /// <summary>
    /// Accepts every picture with a face in it: for measuring an engine on an existing collection, even with small and
    /// soft pictures.
    /// </summary>
    public static readonly QualityLimits None = new()
    {
        MinEyeDistance = 0,
        MinBrightness = 0,
        MaxBrightness = 255,
        MinContrast = 0,
        MinSharpness = 0,
        MaxOutside = 1,
        MaxYaw = 1,
        MaxOcclusion = 1,
        MaxRoll = 180,
        MinSquareness = -1,
        MinConfidence = 0,
    };

    /// <summary>Below this the face has fewer pixels than a template needs.</summary>
    public float MinEyeDistance { get; init; } = 24;

    public float MinBrightness { get; init; } = 40;

    public float MaxBrightness { get; init; } = 225;

    public float MinContrast { get; init; } = 15;

    public float MinSharpness { get; init; } = 10;

    /// <summary>Part of the face's box beyond the picture's edge, 0 to 1.</summary>
    public float MaxOutside { get; init; } = 0.1f;

    /// <summary>Of |yaw|; about 35 degrees.</summary>
    public float MaxYaw { get; init; } = 0.6f;

    /// <summary>Degrees from level of the line between the eyes.</summary>
    public float MaxRoll { get; init; } = 60;

    /// <summary>As <see cref="Detection.DetectedFace.Squareness"/>; a look up or down, or a turned head, stays well above.</summary>
    public float MinSquareness { get; init; } = 0.7f;

    /// <summary>That there is a face at all, 0 to 1.</summary>
    public float MinConfidence { get; init; } = 0.4f;

    /// <summary>0 to 1. Moustaches, glasses and shadows stay well below.</summary>
    public float MaxOcclusion { get; init; } = 0.8f;
}
