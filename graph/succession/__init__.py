"""x"""
from graph.succession.decide import succession
