namespace FaceRek.Core.Faces.Matching;

/// <summary>What 1:N over a gallery would cost: a stranger is taken for somebody with 1 - (1 - FMR)^N.</summary>
/// <param name="Budget">What the organization allows, 0 to 1.</param>
/// <param name="SafeRate">The lowest false match rate that can be answered for from what was measured; null when nothing was.</param>
public sealed record GalleryRisk(int People, double Budget, double? SafeRate)
{
    /// <summary>Of one comparison, so that all of them together keep the budget.</summary>
    public double NeededRate => Budget / Math.Max(1, People);

    /// <summary>Chance that a stranger is taken for somebody at <see cref="SafeRate"/>, 0 to 1; null when nothing was measured.</summary>
    public double? Expected => SafeRate is { } rate ? -double.ExpM1(People * double.LogP1(-rate)) : null;

    public bool IsWithinBudget => SafeRate <= NeededRate;

    /// <summary>With how many people the budget would hold; 0 when nothing was measured.</summary>
    public int MaxPeople => SafeRate is { } rate ? (int)Math.Min(int.MaxValue, Budget / rate * (1 + 1e-9)) : 0;
}
