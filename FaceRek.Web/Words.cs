namespace FaceRek.Web;

/// <summary>The name under which the localizer keeps what people read; the English sentence is its own key.</summary>
public sealed class Words;
