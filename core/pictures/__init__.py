"""Pictures drawn on the server as SVG: charts, covers, the map. No script, no style attribute.

Colours come from classes that static/css/site.css fills with tokens, so one drawing serves the
light and the dark theme. Every chart is shown with its table (templates/components/figure.html).
"""
