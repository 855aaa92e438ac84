using FaceRek.Core.Faces.Detection;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Templates;

/// <summary>Aligns one face and turns it into a template. Implementations serve parallel calls.</summary>
internal interface ITemplateExtractor : IDisposable
{
    ModelId Model { get; }

    /// <param name="picture">The upright BGR picture in which <paramref name="face"/> was detected.</param>
    Template Extract(Mat picture, DetectedFace face);
}
