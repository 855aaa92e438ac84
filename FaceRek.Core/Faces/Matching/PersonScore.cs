namespace FaceRek.Core.Faces.Matching;

/// <param name="Slot">Of the person in <see cref="GalleryIndex"/>.</param>
/// <param name="Row">Of the person's template that is most like the probe.</param>
/// <param name="Score">Of that template: raw, or normalised once it was.</param>
internal readonly record struct PersonScore(int Slot, int Row, float Score);
