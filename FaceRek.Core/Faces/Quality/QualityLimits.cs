namespace FaceRek.Core.Faces.Quality;

/// <summary>What a picture must have to be worth comparing. Units as in <see cref="PictureQuality"/>.</summary>
public sealed record QualityLimits
{
    public static readonly QualityLimits Default = new();

    /// <summary>Below this the face has fewer pixels than a template looks at.</summary>
    public float MinEyeDistance { get; init; } = 24;

    public float MinBrightness { get; init; } = 40;

    public float MaxBrightness { get; init; } = 225;

    public float MinContrast { get; init; } = 15;

    public float MinSharpness { get; init; } = 10;

    /// <summary>Part of the face's box beyond the picture's edge, 0 to 1.</summary>
    public float MaxOutside { get; init; } = 0.1f;

    /// <summary>Of |yaw|; about 35 degrees.</summary>
    public float MaxYaw { get; init; } = 0.6f;
}
