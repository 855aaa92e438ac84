namespace FaceRek.Web;

/// <summary>The resource name of the localizer's texts; the English sentence is its own key.</summary>
public sealed class Words;
